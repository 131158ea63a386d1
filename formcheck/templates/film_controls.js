// What every player of films has: its controls, and where a second film is when the first is at a moment.
const SPEEDS = [0.1, 0.25, 0.5, 1];

const make = (tag, cls, text) => {
  const element = document.createElement(tag);
  if (cls) element.className = cls;
  if (text !== undefined) element.textContent = text;
  return element;
};

const makeButton = (words, label, action) => {
  const button = make('button', '', words);
  button.type = 'button';
  button.setAttribute('aria-label', label);
  button.onclick = action;
  return button;
};

const makeSpeeds = (label, choose) => {
  const speeds = make('select');
  speeds.setAttribute('aria-label', label);
  for (const rate of SPEEDS) {
    const option = make('option', '', `${rate} ×`);
    option.value = rate;
    option.selected = rate === 1;
    speeds.append(option);
  }
  speeds.onchange = () => choose(Number(speeds.value));
  return speeds;
};

// Which second of the other film belongs to one of the first, and how much faster it runs there.
const laid = (knots, second) => {
  let at = knots.findIndex(([start]) => start > second) - 1;
  if (at < 0) at = second < knots[0][0] ? 0 : knots.length - 2;
  const [[a, b], [c, d]] = [knots[at], knots[at + 1]];
  const slope = (d - b) / (c - a || 1);
  return [b + (second - a) * slope, slope];
};
