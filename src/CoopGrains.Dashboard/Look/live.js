// Keeps an open page current without moving what its reader is doing: numbers change in their places, and a quiet bar says how much else is new.
// Every page works without it.
const bar = document.querySelector('[data-live-bar]');
const marked = 'data-live';
const calm = 150;
const longestWait = 30_000;

let changes = 0;
let timer;
let last;
let wait = 1_000;

// Read by hand: an EventSource hears only of kinds of events that it knows by name, and here every kind is news.
const follow = async () => {
  try {
    const headers = last ? { 'Last-Event-ID': last } : {};
    const reply = await fetch('/v1/changes', { headers, credentials: 'same-origin', cache: 'no-store' });
    if (reply.status === 401 || reply.status === 403) return;
    if (reply.status === 410) last = undefined;
    if (reply.ok) await read(reply.body.pipeThrough(new TextDecoderStream()).getReader());
  } catch {
    // The link is down: the page stays as it is, with the time that it is of.
  }
  setTimeout(follow, wait);
  wait = Math.min(wait * 2, longestWait);
};

const read = async lines => {
  let rest = '';
  for (;;) {
    const { value, done } = await lines.read();
    if (done) return;
    wait = 1_000;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    blocks.forEach(hear);
  }
};

const hear = block => {
  last = /^id: ?(.+)$/m.exec(block)?.[1] ?? last;
  const kind = /^event: ?(.+)$/m.exec(block)?.[1];
  if (!kind || kind === 'end') return;
  changes++;
  timer ??= setTimeout(refresh, calm);
};

const refresh = async () => {
  const seen = changes;
  try {
    const reply = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
    if (reply.ok) take(new DOMParser().parseFromString(await reply.text(), 'text/html'));
  } catch {
    // The link is down: the numbers stay, with the time that they are of.
  }
  tell(seen);
  timer = changes > seen ? setTimeout(refresh, calm) : undefined;
};

const take = fresh => {
  const news = new Map([...fresh.querySelectorAll(`[${marked}]`)].map(place => [place.getAttribute(marked), place]));
  for (const place of document.querySelectorAll(`[${marked}]`)) {
    const now = news.get(place.getAttribute(marked));
    if (!now || now.textContent === place.textContent) continue;
    place.replaceChildren(...[...now.childNodes].map(node => document.importNode(node, true)));
    place.classList.add('changed');
  }
};

const tell = count => {
  const words = count === 1 ? bar.dataset.one : bar.dataset.many;
  bar.querySelector('span').textContent = words.replace('{0}', new Intl.NumberFormat(document.documentElement.lang).format(count));
  bar.hidden = false;
};

if (bar) {
  bar.querySelector('button').addEventListener('click', () => location.reload());
  follow();
}
