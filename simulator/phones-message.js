const KINDS = {
  voice: 'Voice note',
  audio: 'Audio',
  image: 'Picture',
  video: 'Video',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Location',
  location_request: 'Asks for your location',
  contacts: 'Contact',
  reaction: 'Reaction',
  revoke: 'Took a message back',
};
const TICKS = { waiting: '◷', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '!' };
const TICK_WORDS = {
  waiting: 'on its way',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'not delivered',
};
const RICH = /\*(?=\S)([^*\n]+)\*|_(?=\S)([^_\n]+)_|(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/g;

/**
 * Draws one message as a list item. Text is only ever set as text.
 * @param kind   'whatsapp' or 'sms'
 * @param hands  what happens when an option is tapped, a list opened, or a place is to be sent
 */
export function drawMessage(message, kind, hands) {
  const item = element('li', `message by-${message.by}`);
  item.dataset.tick = message.tick;
  item.dataset.kind = message.kind;
  const bubble = element('div', 'bubble');
  bubble.append(element('span', 'hidden', whoSays(message)));
  if (KINDS[message.kind]) bubble.append(element('p', 'thing', KINDS[message.kind]));
  const isFile = message.kind === 'document' && message.media;
  if (isFile) bubble.append(drawFile(message));
  else if (message.header) bubble.append(element('p', 'header', message.header));
  if (message.media && !isFile) bubble.append(drawPlayer(message));
  if (message.text) bubble.append(richText(message.text, kind));
  if (message.footer) bubble.append(element('p', 'footer', message.footer));
  bubble.append(drawFoot(message));
  item.append(bubble);
  if (message.options.length > 0) item.append(drawOptions(message, hands));
  if (message.kind === 'location_request') item.append(drawPlaceButton(hands));
  return item;
}

function whoSays({ by }) {
  return { person: 'You: ', camino: 'Camino: ', provider: 'The network: ' }[by];
}

/** WhatsApp shows *bold* and _italic_; an SMS is what it is. */
function richText(text, kind) {
  const paragraph = element('p', 'text');
  paragraph.dir = 'auto';
  if (kind === 'sms') {
    paragraph.textContent = text;
    return paragraph;
  }
  let from = 0;
  for (const found of text.matchAll(RICH)) {
    paragraph.append(text.slice(from, found.index), piece(found));
    from = found.index + found[0].length;
  }
  paragraph.append(text.slice(from));
  return paragraph;
}

function piece([, bold, italic, address]) {
  if (bold) return element('strong', '', bold);
  if (italic) return element('em', '', italic);
  return Object.assign(element('a', '', address), { href: address, target: '_blank', rel: 'noopener noreferrer' });
}

/** The browser plays it, as a phone would. */
function drawPlayer({ media, kind }) {
  const player = element('audio', 'player');
  player.controls = true;
  player.preload = 'none';
  player.src = `phones/media/${encodeURIComponent(media)}`;
  player.setAttribute('aria-label', KINDS[kind]);
  return player;
}

/** A tap opens it with what the machine has for such a name, as a phone would. */
function drawFile({ media, header }) {
  const link = element('a', 'header', header);
  return Object.assign(link, { href: `phones/media/${encodeURIComponent(media)}`, download: header });
}

function drawFoot({ at, tick, by, segments, errorCode, isEdited }) {
  const foot = element('p', 'foot');
  if (isEdited) foot.append(element('span', 'edited', 'edited'));
  const time = element('time', '', new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }));
  time.dateTime = at;
  foot.append(time);
  if (segments) foot.append(element('span', 'segments', `${segments.count} SMS · ${segments.encoding}`));
  if (by !== 'provider') foot.append(drawTick(tick, errorCode));
  return foot;
}

function drawTick(tick, errorCode) {
  const words = errorCode === undefined ? TICK_WORDS[tick] : `${TICK_WORDS[tick]}, error ${errorCode}`;
  const shown = element('span', 'tick', TICKS[tick]);
  shown.dataset.tick = tick;
  shown.title = words;
  shown.setAttribute('role', 'img');
  shown.setAttribute('aria-label', words);
  return shown;
}

function drawOptions(message, hands) {
  const box = element('div', 'options');
  if (message.optionKind === 'list') {
    const button = element('button', 'option opens', message.listLabel);
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', hands.open);
    box.append(button);
    return box;
  }
  for (const { id, title } of message.options) {
    const button = element('button', 'option', title);
    button.type = 'button';
    button.addEventListener('click', () => hands.tap(id));
    box.append(button);
  }
  return box;
}

function drawPlaceButton(hands) {
  const box = element('div', 'options');
  const button = element('button', 'option', 'Send location');
  button.type = 'button';
  button.setAttribute('aria-haspopup', 'dialog');
  button.addEventListener('click', hands.place);
  box.append(button);
  return box;
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
