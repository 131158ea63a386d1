// Plays two films in step: the second one follows the first through the moments that belong together.
(() => {
  'use strict';
  const FAR_S = 0.08; // farther apart than this the second film jumps instead of running faster

  // Some browsers play no film that stands in its address; all play one that lies in memory.
  const intoMemory = (video) => {
    const [head, body] = video.src.split(',');
    if (!head.startsWith('data:')) return;
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/mp4' }));
  };

  class Player {
    constructor(host) {
      const data = JSON.parse(host.dataset.player);
      this.knots = data.knots;
      this.cycles = data.cycles;
      this.step = 1 / data.fps;
      this.begin = data.knots[0][0];
      this.end = data.knots[data.knots.length - 1][0];
      [this.first, this.second] = host.querySelectorAll('video');
      for (const video of [this.first, this.second]) { intoMemory(video); video.controls = false; video.loop = false; }
      this.cursors = [...host.parentElement.querySelectorAll('.chart svg')].map((svg) => this.cursor(svg));
      host.append(this.bar());
      this.seek(this.begin);
      const tick = () => { this.paint(); requestAnimationFrame(tick); };
      tick();
    }

    cursor(svg) {
      const box = make('div', 'drawing');
      svg.replaceWith(box);
      const line = make('div', 'cursor');
      line.hidden = true;
      box.append(svg, line);
      return line;
    }

    bar() {
      const bar = make('div', 'bar-of-player');
      this.play = makeButton('▶ Play', 'Play', () => this.toggle());
      this.play.className = 'play';
      this.place = make('input');
      Object.assign(this.place, { type: 'range', min: this.begin, max: this.end, step: 0.001, value: this.begin });
      this.place.setAttribute('aria-label', 'Place in both films');
      this.place.oninput = () => this.seek(Number(this.place.value));
      const speed = makeSpeeds('Speed', (rate) => { this.rate = rate; this.first.playbackRate = rate; });
      this.rate = 1;
      this.inStep = make('input');
      this.inStep.type = 'checkbox';
      this.inStep.checked = true;
      this.inStep.onchange = () => this.seek(this.begin);
      const label = make('label');
      label.append(this.inStep, 'in step');
      this.now = make('span', 'now');
      bar.append(this.play, makeButton('◀│', 'One picture back', () => this.seek(this.first.currentTime - this.step)), makeButton('│▶', 'One picture on', () => this.seek(this.first.currentTime + this.step)), speed, label, this.now, this.place);
      return bar;
    }

    toggle() {
      if (!this.first.paused) { this.first.pause(); return; }
      if (this.first.currentTime >= this.end - 0.02) this.seek(this.begin);
      this.first.playbackRate = this.rate;
      this.first.play().catch(() => {});
    }

    seek(second) {
      this.first.pause();
      this.first.currentTime = Math.max(0, Math.min(this.end, second));
      this.moved = true;
    }

    paint() {
      const second = this.first.currentTime, paused = this.first.paused;
      if (!paused && second >= this.end) this.first.pause();
      if (!this.moved && second === this.painted && paused === this.wasPaused) return;
      this.moved = false;
      this.painted = second;
      this.wasPaused = paused;
      this.play.textContent = paused ? '▶ Play' : '❚❚ Pause';
      this.play.setAttribute('aria-label', paused ? 'Play' : 'Pause');
      if (document.activeElement !== this.place || !paused) this.place.value = second;
      this.follow(second, paused);
      this.mark(second);
    }

    follow(second, paused) {
      let [wanted, slope] = laid(this.knots, second);
      if (!this.inStep.checked) [wanted, slope] = [this.knots[0][1] + second - this.begin, 1];
      wanted = Math.max(0, Math.min(wanted, this.second.duration || wanted));
      if (Math.abs(this.second.currentTime - wanted) > (paused ? 0.005 : FAR_S)) this.second.currentTime = wanted;
      this.second.playbackRate = Math.min(4, Math.max(0.1, this.rate * slope));
      if (paused) this.second.pause();
      else if (this.second.paused && wanted < (this.second.duration || 0) - 0.02) this.second.play().catch(() => {});
    }

    mark(second) {
      const cycle = this.cycles.find(([start, end]) => start <= second && second < end);
      const share = cycle ? (second - cycle[0]) / (cycle[1] - cycle[0]) : null;
      this.now.textContent = `${(second - this.begin).toFixed(2)} s${share === null ? '' : `, ${(100 * share).toFixed(0)} %`}`;
      for (const line of this.cursors) {
        line.hidden = share === null;
        if (share !== null) line.style.left = `${10 + 73.5 * share}%`;
      }
    }
  }

  for (const host of document.querySelectorAll('[data-player]')) host.player = new Player(host);
})();
