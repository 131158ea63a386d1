/* Draws what Python decided: no limit, verdict or time is reckoned here beyond the place of a pixel. */
const SVG = 'http://www.w3.org/2000/svg';
const HALF_TICK_S = 1e-3; // lands inside the frame that begins here, whatever rounding does

const draw = (tag, attributes) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

class Player {
  constructor(host, data) {
    this.host = host;
    this.data = data;
    this.places = [];
    this.first = data.signals.find((signal) => signal.cue === data.first);
    this.chosen = data.signals.findIndex((signal) => signal === this.first && signal.t.length);
    if (this.chosen < 0) this.chosen = data.signals.findIndex((signal) => signal.faults.length);
    if (this.chosen < 0) this.chosen = data.signals.findIndex((signal) => signal.t.length);
    this.build();
    this.tick = () => { this.prepare(); this.paint(); this.timer = requestAnimationFrame(this.tick); };
    this.tick();
  }

  stop() { cancelAnimationFrame(this.timer); }

  film(key) { return key ? document.querySelector(`.st-key-${key} video`) : null; }

  get video() { return this.film(this.data.video); }

  seek(second) {
    this.moved = true;
    this.show(second);
  }

  show(second) {
    const video = this.video;
    if (!video) return;
    video.pause();
    video.currentTime = Math.max(0, Math.min(this.data.duration, second)) + HALF_TICK_S;
  }

  // The film opens where the worst of it is seen, and without controls of its own, which would lie over the feet.
  prepare() {
    const video = this.video;
    if (!video || video === this.prepared || video.readyState < 1) return;
    this.prepared = video;
    video.controls = false;
    video.style.cursor = 'pointer';
    video.onclick = () => { if (!document.fullscreenElement) this.toggle(); };
    video.onfullscreenchange = () => { video.controls = document.fullscreenElement === video; };
    // Who else prepares the film may put it back to its beginning, so it is looked after for a while.
    const worst = this.first && this.first.worst, until = performance.now() + 4000;
    const open = () => {
      if (this.moved || video !== this.video || !video.paused || performance.now() > until) return;
      if (video.currentTime < HALF_TICK_S && !video.seeking) this.show(worst);
      setTimeout(open, 100);
    };
    if (typeof worst === 'number' && worst > 0) open();
  }

  fill() {
    const video = this.video;
    if (!video) return;
    if (video.requestFullscreen) video.requestFullscreen();
    else if (video.webkitEnterFullscreen) video.webkitEnterFullscreen();
  }

  step(frames) { const video = this.video; if (video) this.seek(video.currentTime - HALF_TICK_S + frames / this.data.fps); }

  toggle() { const video = this.video; this.moved = true; if (video) { if (video.paused) video.play(); else video.pause(); } }

  share(second) { return `${Math.max(0, Math.min(100, 100 * second / (this.data.duration || 1)))}%`; }

  build() {
    this.host.replaceChildren(this.bar(), this.rows());
    this.chart = make('div', 'chart');
    this.host.append(this.chart);
    this.host.onkeydown = (event) => this.key(event);
    this.choose(this.chosen);
  }

  key(event) {
    if (event.target.tagName === 'SELECT') return;
    const frames = { ArrowLeft: -1, ArrowRight: 1, PageUp: -this.data.fps, PageDown: this.data.fps }[event.key];
    if (frames) { event.preventDefault(); this.step(frames); }
  }

  bar() {
    const { texts } = this.data;
    const bar = make('div', 'bar');
    this.play = makeButton(texts.play, texts.play, () => this.toggle());
    this.play.className = 'play';
    const speed = makeSpeeds(texts.speed, (rate) => { const video = this.video; if (video) video.playbackRate = rate; });
    this.clock = make('span', 'clock');
    bar.append(this.play, makeButton('│◀◀', texts.start, () => this.seek(0)), makeButton('◀│', texts.back, () => this.step(-1)), makeButton('│▶', texts.forward, () => this.step(1)), speed, makeButton('⤢', texts.fill, () => this.fill()), this.clock);
    return bar;
  }

  rows() {
    const rows = make('div', 'rows');
    this.names = [];
    if (this.data.phases.length) {
      const track = this.track('track phases');
      for (const phase of this.data.phases) {
        const part = make('div', 'phase', phase.words);
        part.style.left = this.share(phase.start);
        part.style.width = `calc(${this.share(phase.end)} - ${this.share(phase.start)})`;
        part.title = `${phase.words} ${phase.start.toFixed(1)}–${phase.end.toFixed(1)} ${this.data.texts.second}`;
        track.append(part);
      }
      rows.append(make('span', 'blank'), track);
    }
    for (const side of [...new Set(this.data.footfalls.map((mark) => mark.side))].sort()) {
      const track = this.track('track feet');
      for (const mark of this.data.footfalls.filter((each) => each.side === side)) {
        const sign = make('span', 'foot', mark.sign);
        sign.style.left = this.share(mark.at);
        sign.title = `${mark.words}, ${mark.side} ${mark.at.toFixed(2)} ${this.data.texts.second}`;
        track.append(sign);
      }
      rows.append(make('span', 'side', side), track);
    }
    if (this.data.footfalls.length) rows.append(make('span', 'blank'), make('div', 'legend', this.data.legend));
    this.data.signals.forEach((signal, index) => rows.append(this.name(signal, index), this.signalTrack(signal, index)));
    return rows;
  }

  track(cls) {
    const track = make('div', cls);
    track.onclick = (event) => {
      const box = track.getBoundingClientRect();
      this.seek((event.clientX - box.left) / box.width * this.data.duration);
    };
    const cursor = make('div', 'cursor');
    track.append(cursor);
    this.places.push(cursor);
    return track;
  }

  name(signal, index) {
    const name = make('button', 'name');
    name.type = 'button';
    const disc = make('span', 'disc', signal.sign);
    disc.style.background = signal.colour;
    disc.setAttribute('aria-hidden', 'true');
    name.append(disc, make('span', '', signal.label));
    name.setAttribute('aria-label', `${signal.label}: ${signal.word}`);
    name.onclick = () => this.choose(index);
    this.names.push(name);
    return name;
  }

  signalTrack(signal, index) {
    const { texts } = this.data;
    const track = this.track(signal.t.length ? 'track' : 'track dim');
    if (!signal.t.length) track.append(make('span', 'say', signal.verdict === 'cannot_tell' ? texts.unjudged : texts.whole));
    for (const [start, end] of this.stretches(signal)) {
      const seen = make('div', 'seen');
      seen.style.left = this.share(start);
      seen.style.width = `calc(${this.share(end)} - ${this.share(start)})`;
      track.append(seen);
    }
    for (const [start, end] of signal.faults) track.append(this.fault(signal, index, start, end));
    if (signal.worst !== null && signal.t.length) {
      const worst = this.mark('worst', '◆', `${texts.worst}: ${signal.label}, ${texts.goto} ${signal.worst.toFixed(1)} ${texts.second}`, index, signal.worst);
      worst.style.left = this.share(signal.worst);
      track.append(worst);
    }
    return track;
  }

  fault(signal, index, start, end) {
    const { texts } = this.data;
    const label = `${texts.fault}: ${signal.label}, ${texts.goto} ${start.toFixed(1)} ${texts.second}`;
    const fault = this.mark('fault', signal.sign === '✗' ? '✗' : '!', label, index, start);
    fault.style.left = this.share(start);
    fault.style.width = `calc(${this.share(end)} - ${this.share(start)})`;
    fault.style.background = this.data.colours.not_met;
    return fault;
  }

  mark(cls, words, label, index, second) {
    const mark = makeButton(words, label, (event) => { event.stopPropagation(); this.choose(index); this.seek(second); });
    mark.className = cls;
    mark.title = label;
    mark.dataset.second = second;
    return mark;
  }

  stretches(signal) {
    const found = [];
    let start = null;
    signal.y.forEach((value, at) => {
      if (value !== null && start === null) start = signal.t[at];
      if (value === null && start !== null) { found.push([start, signal.t[at - 1]]); start = null; }
    });
    if (start !== null) found.push([start, signal.t[signal.t.length - 1]]);
    return found;
  }

  choose(index) {
    this.chosen = index;
    this.painted = null; // the next tick writes the read-out of this cue
    this.names.forEach((name, at) => name.setAttribute('aria-pressed', at === index));
    this.chart.replaceChildren();
    this.places = this.places.filter((place) => !place.dataset.chart);
    this.now = null;
    const signal = this.data.signals[index];
    if (signal && signal.t.length && signal.edges) this.plot(signal);
  }

  plot(signal) {
    const title = make('div', 'title');
    this.now = make('span', 'now');
    title.append(make('span', '', signal.label), this.now);
    const plot = make('div', 'plot');
    const earlier = { t: signal.then_t, y: signal.then_y };
    const known = [...signal.y, ...earlier.y].filter((value) => value !== null);
    const spread = signal.uncertainty || 0;
    const [ideal, met, notMet] = signal.edges;
    const width = Math.abs(notMet - met);
    const lows = [Math.min(...known) - spread, ideal, Math.min(met, notMet) - width / 2];
    const highs = [Math.max(...known) + spread, ideal, Math.max(met, notMet) + width / 2];
    const low = Math.min(...lows), high = Math.max(...highs);
    const y = (value) => 100 - 100 * (value - low) / (high - low);
    const x = (second) => 1000 * second / (this.data.duration || 1);
    const svg = draw('svg', { viewBox: '0 0 1000 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    const zones = notMet > met ? [['met', low, met], ['borderline', met, notMet], ['not_met', notMet, high]] : [['not_met', low, notMet], ['borderline', notMet, met], ['met', met, high]];
    for (const [state, bottom, top] of zones) svg.append(draw('rect', { x: 0, width: 1000, y: y(top), height: Math.max(0, y(bottom) - y(top)), fill: this.data.colours[state], 'fill-opacity': 0.16 }));
    for (const [edge, dash] of [[met, '2 5'], [notMet, '8 5']]) svg.append(draw('line', { x1: 0, x2: 1000, y1: y(edge), y2: y(edge), stroke: '#14232b', 'stroke-width': 1.2, 'stroke-dasharray': dash, 'vector-effect': 'non-scaling-stroke' }));
    for (const run of this.runs(signal)) {
      const up = run.map(([t, v]) => `${x(t)},${y(v + spread)}`), down = run.map(([t, v]) => `${x(t)},${y(v - spread)}`).reverse();
      svg.append(draw('polygon', { points: [...up, ...down].join(' '), fill: '#14232b', 'fill-opacity': 0.14 }));
      svg.append(draw('polyline', { points: run.map(([t, v]) => `${x(t)},${y(v)}`).join(' '), fill: 'none', stroke: '#14232b', 'stroke-width': 2.2, 'vector-effect': 'non-scaling-stroke' }));
    }
    for (const run of this.runs(earlier)) svg.append(draw('polyline', { points: run.map(([t, v]) => `${x(t)},${y(v)}`).join(' '), fill: 'none', stroke: '#0b5c66', 'stroke-width': 2.2, 'stroke-dasharray': '7 5', 'vector-effect': 'non-scaling-stroke' }));
    plot.append(svg);
    for (const [state, bottom, top] of zones) {
      const zone = make('span', 'zone', { met: '✓', borderline: '≈', not_met: '✗' }[state]);
      zone.style.top = `${Math.min(92, Math.max(8, y((bottom + top) / 2)))}%`;
      plot.append(zone);
    }
    this.slider(plot, signal);
    this.chart.append(title, plot);
  }

  slider(plot, signal) {
    const cursor = make('div', 'cursor');
    cursor.dataset.chart = '1';
    this.places.push(cursor);
    plot.append(cursor);
    plot.tabIndex = 0;
    plot.setAttribute('role', 'slider');
    plot.setAttribute('aria-label', `${this.data.texts.position}: ${signal.label}`);
    plot.setAttribute('aria-valuemin', 0);
    plot.setAttribute('aria-valuemax', this.data.duration);
    this.plotBox = plot;
    const at = (event) => { const box = plot.getBoundingClientRect(); return (event.clientX - box.left) / box.width * this.data.duration; };
    let held = false;
    plot.onpointerdown = (event) => { held = true; plot.setPointerCapture(event.pointerId); this.seek(at(event)); };
    plot.onpointermove = (event) => { if (held) this.seek(at(event)); };
    plot.onpointerup = plot.onpointercancel = () => { held = false; };
  }

  runs(signal) {
    const runs = [];
    let run = [];
    signal.y.forEach((value, at) => {
      if (value === null) { if (run.length) runs.push(run); run = []; } else run.push([signal.t[at], value]);
    });
    if (run.length) runs.push(run);
    return runs;
  }

  valueAt(signal, second) {
    let best = -1;
    signal.t.forEach((t, at) => { if (best < 0 || Math.abs(t - second) < Math.abs(signal.t[best] - second)) best = at; });
    return best < 0 || Math.abs(signal.t[best] - second) > 0.25 ? null : signal.y[best];
  }

  paint() {
    const video = this.video;
    if (!video) return;
    const second = video.currentTime, { texts } = this.data;
    if (second === this.painted && video.paused === this.paused) return;
    this.painted = second;
    this.paused = video.paused;
    for (const place of this.places) place.style.left = this.share(second);
    this.clock.textContent = `${second.toFixed(2)} / ${this.data.duration.toFixed(1)} ${texts.second}`;
    this.play.textContent = video.paused ? texts.play : texts.pause;
    this.play.setAttribute('aria-label', this.play.textContent);
    this.readOut(second);
    this.follow(video, second);
  }

  readOut(second) {
    const signal = this.data.signals[this.chosen];
    if (!this.now || !signal) return;
    const value = this.valueAt(signal, second), number = (v) => `${v.toFixed(signal.decimals)}${signal.unit}`.replace('-', '−');
    const before = this.valueAt({ t: signal.then_t, y: signal.then_y }, second);
    const own = value === null ? this.data.texts.none : number(value) + (signal.uncertainty ? ` ± ${number(signal.uncertainty)}` : '');
    const words = before === null ? own : `${own}, ${this.data.texts.earlier} ${number(before)}`;
    this.now.textContent = words;
    this.now.classList.toggle('none', value === null);
    this.plotBox.setAttribute('aria-valuenow', second.toFixed(2));
    this.plotBox.setAttribute('aria-valuetext', `${second.toFixed(2)} ${this.data.texts.second}, ${words}`);
  }

  follow(video, second) {
    const other = this.film(this.data.beside), knots = this.data.knots;
    if (!other || knots.length < 2) return;
    const [wanted, slope] = laid(knots, second);
    if (Math.abs(other.currentTime - wanted) > (video.paused ? 0.01 : 0.15)) other.currentTime = Math.max(0, wanted);
    if (video.paused) { if (!other.paused) other.pause(); return; }
    other.playbackRate = Math.min(4, Math.max(0.1, video.playbackRate * slope || 0.1));
    if (other.paused) other.play().catch(() => {});
  }
}

export default function ({ data, parentElement }) {
  const host = parentElement.querySelector('.player');
  const told = JSON.stringify(data);
  if (host.told !== told) {
    if (host.player) host.player.stop();
    host.told = told;
    host.player = new Player(host, data);
  }
  return () => { if (host.player) host.player.stop(); host.told = null; };
}
