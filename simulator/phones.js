import { drawMessage } from './phones-message.js';
import { openTrouble, showWhetherTrouble } from './phones-trouble.js';

const NAMES = { whatsapp: 'WhatsApp', sms: 'SMS' };
const phones = {};
const byId = (id) => document.getElementById(id);

void start();

async function start() {
  const lines = await (await fetch('phones')).json();
  for (const kind of ['whatsapp', 'sms']) phones[kind] = createPhone(kind, lines[kind]);
  listen();
  showDesk(lines.desk);
  for (const button of document.querySelectorAll('[data-show]'))
    button.addEventListener('click', () => show(button.dataset.show));
  byId('open-trouble').addEventListener('click', openTrouble);
  wireNumberSheet();
  wirePlaceSheet();
  await showWhetherTrouble();
}

/** Who reads what is written here, where somebody does. */
function showDesk(address) {
  if (address === undefined) return;
  byId('desk').href = address;
  byId('desk').hidden = false;
}

/** Draws one phone; it keeps its number until another is chosen. */
function createPhone(kind, line) {
  const section = byId('phone').content.cloneNode(true).firstElementChild;
  section.id = kind;
  section.setAttribute('aria-label', `${NAMES[kind]} phone`);
  section.querySelector('.with').textContent = `${NAMES[kind]} ${line.replaceAll(' ', '')}`;
  const parts = {
    chat: section.querySelector('.chat'),
    field: section.querySelector('textarea'),
    mine: section.querySelector('.mine'),
  };
  parts.chat.setAttribute('aria-label', `${NAMES[kind]} messages`);
  const phone = { kind, section, number: rememberedNumber(kind), drawn: new Map(), ...parts };
  wireWriting(phone);
  if (kind === 'whatsapp') wireAttaching(phone);
  phone.mine.addEventListener('click', () => openNumberSheet(phone));
  byId('phones').append(section);
  return phone;
}

function rememberedNumber(kind) {
  const asked = new URLSearchParams(location.search).get(kind);
  return asked ?? localStorage.getItem(`phone.${kind}`) ?? freshNumber();
}

function freshNumber() {
  return `+573${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`;
}

/** Reads a phone's whole screen; messages already drawn are drawn again as they now are. */
async function load(phone) {
  const { number, kind } = phone;
  localStorage.setItem(`phone.${kind}`, number);
  phone.mine.querySelector('.number').textContent = number;
  phone.mine.setAttribute('aria-label', `This phone’s number: ${number}. Change it`);
  const { messages } = await (await fetch(addressOf(phone))).json();
  // Someone may have changed the number while this was on its way.
  if (phone.number !== number) return;
  for (const message of messages) put(phone, message);
}

function useNumber(phone, number) {
  phone.number = number;
  phone.editing = undefined;
  phone.lastWritten = undefined;
  phone.drawn.clear();
  phone.chat.replaceChildren();
  complain(phone, null);
  void load(phone);
}

function put(phone, message, isNews = false) {
  const before = phone.drawn.get(message.id);
  const isAtEnd = phone.chat.scrollHeight - phone.chat.scrollTop - phone.chat.clientHeight < 120;
  const item = drawMessage(message, phone.kind, {
    tap: (option) => act(phone, { do: 'tap', option, message: message.id }),
    open: () => openList(phone, message),
    place: () => openPlaceSheet(message.id),
  });
  phone.drawn.set(message.id, item);
  if (message.by === 'person' && message.kind === 'text' && !message.isEdited) phone.lastWritten = message.id;
  if (before !== undefined) return updateInPlace(before, item, phone, message);
  phone.chat.append(item);
  if (isAtEnd || message.by === 'person') phone.chat.scrollTop = phone.chat.scrollHeight;
  if (isNews && message.by !== 'person' && phone.section.offsetParent === null) markNew(phone.kind, true);
}

/** Only the foot and edited words ever change; replacing the whole would take the focus from its buttons. */
function updateInPlace(before, item, phone, message) {
  before.querySelector('.foot').replaceWith(item.querySelector('.foot'));
  if (message.isEdited) before.querySelector('.text').replaceWith(item.querySelector('.text'));
  before.dataset.tick = item.dataset.tick;
  phone.drawn.set(message.id, before);
}

function listen() {
  const events = new EventSource('phones/events');
  // Also after a lost connection: what came meanwhile is read anew.
  events.addEventListener('open', () => Object.values(phones).forEach(load));
  events.addEventListener('message', ({ data }) => {
    const { kind, phone: number, message } = JSON.parse(data);
    if (phones[kind]?.number === number) put(phones[kind], message, true);
  });
}

/** The words of the last message go back into the field; what is sent next stands in their place. */
function beginEdit(phone) {
  const last = phone.drawn.get(phone.lastWritten);
  if (last === undefined) return complain(phone, 'There is no message to edit.');
  phone.editing = phone.lastWritten;
  phone.field.value = last.querySelector('.text').textContent;
  phone.field.focus();
}

async function act(phone, what) {
  complain(phone, null);
  try {
    const body = JSON.stringify(what);
    const response = await fetch(addressOf(phone), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (!response.ok) complain(phone, (await response.json()).problem ?? 'This did not work.');
  } catch {
    complain(phone, 'The simulator does not answer.');
  }
}

function complain(phone, problem) {
  const place = phone.section.querySelector('.problem');
  place.hidden = problem === null;
  place.textContent = problem ?? '';
}

function addressOf({ kind, number }) {
  return `phones/${kind}/${encodeURIComponent(number)}`;
}

function wireWriting(phone) {
  const form = phone.section.querySelector('.write');
  const grow = () => {
    phone.field.rows = Math.min(5, phone.field.value.split('\n').length);
  };
  phone.field.addEventListener('input', grow);
  phone.field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = phone.field.value;
    const message = phone.editing;
    phone.editing = undefined;
    if (text.trim() === '') return;
    phone.field.value = '';
    grow();
    void act(phone, message === undefined ? { do: 'write', text } : { do: 'edit', message, text });
  });
}

function wireAttaching(phone) {
  const attach = phone.section.querySelector('.attach');
  const [more, menu] = [attach.querySelector('.more'), attach.querySelector('.menu')];
  const open = (isOpen) => {
    menu.hidden = !isOpen;
    more.setAttribute('aria-expanded', String(isOpen));
  };
  attach.hidden = false;
  more.addEventListener('click', () => open(menu.hidden));
  attach.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    open(false);
    more.focus();
  });
  document.addEventListener('click', ({ target }) => attach.contains(target) || open(false));
  menu.addEventListener('click', ({ target }) => {
    const what = target.dataset.do;
    if (what === undefined) return;
    open(false);
    if (what === 'location') openPlaceSheet();
    else if (what === 'edit') beginEdit(phone);
    else void act(phone, { do: what });
  });
}

function openList(phone, message) {
  const sheet = byId('list');
  byId('list-title').textContent = message.listLabel;
  const rows = message.options.map(({ id, title, description }) => {
    const button = Object.assign(document.createElement('button'), { type: 'button' });
    const strong = Object.assign(document.createElement('strong'), { textContent: title });
    button.append(strong);
    if (description) button.append(Object.assign(document.createElement('span'), { textContent: description }));
    button.addEventListener('click', () => {
      sheet.close();
      void act(phone, { do: 'tap', option: id, message: message.id });
    });
    const row = document.createElement('li');
    row.append(button);
    return row;
  });
  sheet.querySelector('.rows').replaceChildren(...rows);
  sheet.showModal();
}

function openNumberSheet(phone) {
  const form = byId('number-form');
  form.dataset.kind = phone.kind;
  form.elements.number.value = phone.number;
  byId('number').showModal();
}

function wireNumberSheet() {
  const form = byId('number-form');
  const use = (number) => {
    byId('number').close();
    useNumber(phones[form.dataset.kind], number);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    use(form.elements.number.value);
  });
  byId('fresh').addEventListener('click', () => use(freshNumber()));
}

/** @param asked the id of the message whose button was tapped */
function openPlaceSheet(asked = '') {
  byId('place-form').dataset.asked = asked;
  byId('place').showModal();
}

function wirePlaceSheet() {
  const form = byId('place-form');
  const { known, latitude, longitude } = form.elements;
  known.addEventListener('change', () => {
    [latitude.value, longitude.value] = known.value.split(',');
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    byId('place').close();
    const [at, message] = [
      { latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber },
      form.dataset.asked,
    ];
    void act(phones.whatsapp, { do: 'location', ...at, message });
  });
}

/** On a narrow screen one phone is shown at a time. */
function show(kind) {
  document.body.dataset.shown = kind;
  for (const button of document.querySelectorAll('[data-show]')) {
    button.setAttribute('aria-pressed', String(button.dataset.show === kind));
  }
  markNew(kind, false);
  phones[kind].chat.scrollTop = phones[kind].chat.scrollHeight;
}

function markNew(kind, isNew) {
  const button = document.querySelector(`[data-show="${kind}"]`);
  button.toggleAttribute('data-new', isNew);
  button.setAttribute('aria-label', isNew ? `${NAMES[kind]}, new message` : NAMES[kind]);
}
