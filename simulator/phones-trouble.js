const SHARES = [
  ['0', 'never'],
  ['0.3', 'now and then'],
  ['1', 'always'],
];
const FIELDS = [
  [
    'delayMs',
    'Answers are slow',
    [
      ['0', 'no'],
      ['1000', '1 second'],
      ['5000', '5 seconds'],
      ['30000', '30 seconds'],
    ],
  ],
  ['serverError', 'The provider breaks down', SHARES],
  ['timeoutAfterAccepting', 'Takes the message, never answers', SHARES],
  ['cutAfterAccepting', 'Takes the message, cuts the line', SHARES],
  ['vanish', 'Takes the message, loses it silently', SHARES],
  ['unreported', 'Delivers, and never reports it', SHARES],
  ['newestFirst', 'Reports come newest first', SHARES],
  ['strayReports', 'Reports of messages nobody sent', SHARES],
  ['duplicate', 'Webhooks come twice', SHARES],
  ['reorder', 'Webhooks overtake each other', SHARES],
  [
    'batchMs',
    'Webhooks are gathered',
    [
      ['0', 'no'],
      ['500', 'for half a second'],
      ['3000', 'for 3 seconds'],
    ],
  ],
  ['refuseWith', 'Refuse every message with', 'code'],
  ['failWith', 'Accept, then fail with', 'code'],
  ['lateRefusals', 'Refusals come late, as a status', 'switch'],
  ['holdStatuses', 'Hold delivery reports back', 'switch'],
  ['dropPhoneNumber', 'WhatsApp hides the number', 'switch'],
];
const byId = (id) => document.getElementById(id);

/** Says beside the panel's button whether anything is set. */
export async function showWhetherTrouble() {
  draw(await (await fetch('phones/trouble')).json());
}

/** Opens the panel on what is set now; each change holds at once. */
export async function openTrouble() {
  const told = await (await fetch('phones/trouble')).json();
  byId('trouble-form').onsubmit = (event) => event.preventDefault();
  byId('no-trouble').onclick = async () => {
    await change(Object.fromEntries(FIELDS.map(([name, , kind]) => [name, calm(kind)])));
    await openTrouble();
  };
  byId('trouble-form').replaceChildren(...FIELDS.map((field) => drawField(field, told.trouble[field[0]])));
  draw(told);
  if (!byId('trouble').open) byId('trouble').showModal();
}

function calm(kind) {
  if (kind === 'switch') return false;
  return kind === 'code' ? null : 0;
}

function drawField([name, words, kind], value) {
  const label = document.createElement('label');
  const input = Array.isArray(kind) ? select(kind, String(value)) : box(kind, value);
  input.name = name;
  input.addEventListener('change', () => change({ [name]: read(input, kind) }));
  const text = Object.assign(document.createElement('span'), { textContent: words });
  if (kind === 'switch') label.append(input, text);
  else label.append(text, input);
  label.className = kind === 'switch' ? 'switchable' : 'beside';
  return label;
}

function select(choices, value) {
  const made = document.createElement('select');
  for (const [choice, words] of choices) made.append(new Option(words, choice, false, choice === value));
  return made;
}

function box(kind, value) {
  const made = document.createElement('input');
  if (kind === 'switch') return Object.assign(made, { type: 'checkbox', checked: value });
  return Object.assign(made, { type: 'number', min: 0, placeholder: 'no code', value: value ?? '' });
}

function read(input, kind) {
  if (kind === 'switch') return input.checked;
  if (kind === 'code') return input.value === '' ? null : Number(input.value);
  return Number(input.value);
}

async function change(trouble) {
  const body = JSON.stringify(trouble);
  const response = await fetch('phones/trouble', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  draw(await response.json());
}

function draw({ trouble, complaints }) {
  byId('trouble-on').hidden = isCalm(trouble);
  const items = complaints.map(({ provider, about }) =>
    Object.assign(document.createElement('li'), { textContent: `${provider}: ${about}` }),
  );
  if (items.length === 0) items.push(Object.assign(document.createElement('li'), { textContent: 'None so far.' }));
  byId('complaints').replaceChildren(...items);
}

function isCalm(trouble) {
  return Object.values(trouble).every((value) => value === 0 || value === null || value === false);
}
