/* Films with MediaRecorder. Only the preview is mirrored, never the film. */
const TYPES = ['video/mp4;codecs=avc1', 'video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];
const CHUNK = 0x8000;
const FIRST_PICTURE_WITHIN_MS = 10000;

const encode = (bytes) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK));
  return btoa(text);
};

class Recorder {
  constructor(host) {
    this.video = document.createElement('video');
    Object.assign(this.video, { muted: true, playsInline: true, className: 'mirror' });
    this.big = Object.assign(document.createElement('div'), { className: 'big' });
    this.big.setAttribute('aria-live', 'assertive');
    this.button = Object.assign(document.createElement('button'), { type: 'button', onclick: () => this.act() });
    this.words = Object.assign(document.createElement('span'), {});
    this.words.setAttribute('role', 'status');
    const stage = Object.assign(document.createElement('div'), { className: 'stage' });
    const bar = Object.assign(document.createElement('div'), { className: 'bar' });
    stage.append(this.video, this.big);
    bar.append(this.button, this.words);
    host.replaceChildren(stage, bar);
    this.state = 'closed';
  }

  told(data, send) {
    this.data = data;
    this.send = send;
    this.video.setAttribute('aria-label', data.texts.preview);
    if (this.state === 'closed') this.button.textContent = data.texts.ready;
  }

  act() {
    if (this.state === 'closed') this.open();
    else if (this.state === 'open') this.countDown(this.data.countdown);
    else if (this.state === 'recording') this.stop();
  }

  async open() {
    const { texts } = this.data;
    if (!navigator.mediaDevices) { this.words.textContent = texts.absent; return; }
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false });
    } catch (problem) { this.words.textContent = `${texts.refused} (${problem.name})`; return; }
    this.video.srcObject = this.stream;
    await this.video.play();
    this.words.textContent = '';
    this.become('open', texts.start);
  }

  become(state, words) { this.state = state; this.button.textContent = words; this.button.className = state === 'recording' ? 'stop' : ''; }

  countDown(left) {
    this.state = 'counting';
    this.big.textContent = left > 0 ? left : '';
    this.words.textContent = left > 0 ? `${this.data.texts.countdown} ${left}` : '';
    if (left > 0) this.timer = setTimeout(() => this.countDown(left - 1), 1000); else this.start();
  }

  start() {
    const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
    const parts = [];
    this.film = new MediaRecorder(this.stream, { mimeType: type, videoBitsPerSecond: this.data.bits });
    this.begun = new Promise((begin) => {
      this.film.ondataavailable = (event) => { if (event.data.size) { parts.push(event.data); begin(); } };
      setTimeout(begin, FIRST_PICTURE_WITHIN_MS);
    });
    this.film.onstop = () => this.finish(new Blob(parts, { type }));
    this.film.start(1000);
    this.become('recording', this.data.texts.stop);
    const began = performance.now();
    this.timer = setInterval(() => {
      const second = Math.floor((performance.now() - began) / 1000);
      this.words.textContent = `${this.data.texts.recording}: ${second} s ${this.data.texts.left} ${this.data.longest} s`;
      if (second >= this.data.longest) this.stop();
    }, 250);
  }

  /* A busy computer may not have one picture yet: what was stopped before the first would be an empty film. */
  async stop() {
    const { film } = this;
    await this.begun;
    if (film.state === 'recording') film.stop();
  }

  async finish(blob) {
    clearInterval(this.timer);
    this.close();
    this.words.textContent = this.data.texts[blob.size ? 'sending' : 'empty'];
    if (!blob.size) return;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    this.send({ type: blob.type, bytes: bytes.length, data: encode(bytes) });
  }

  close() {
    clearTimeout(this.timer);
    if (this.stream) this.stream.getTracks().forEach((track) => track.stop());
    this.video.srcObject = null;
    this.big.textContent = '';
    this.become('closed', this.data.texts.ready);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector('.recorder');
  if (!host.recorder) host.recorder = new Recorder(host);
  host.recorder.told(data, (film) => setTriggerValue('film', film));
  return () => { if (host.recorder && host.recorder.data) { if (host.recorder.film && host.recorder.film.state === 'recording') host.recorder.film.onstop = null; host.recorder.close(); host.recorder = null; } };
}
