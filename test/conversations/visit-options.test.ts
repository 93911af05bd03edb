import { describe, expect, test } from '@jest/globals';
import { MainDialog } from '../../dialogs/main.ts';
import type { Appointment, AppointmentId } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { Offer, OfferId } from '../../src/appointments/waiting.ts';
import { type Known, NOT_REFUSED, type Refused } from '../../src/conversation/known.ts';
import { newSession } from '../../src/conversation/session.ts';
import { type Turn, takeTurn } from '../../src/conversation/turn.ts';
import { firstPlace, itemOf } from '../../src/exploration/talk.ts';
import type { Content } from '../../src/people/message.ts';
import type { PersonId } from '../../src/people/person.ts';
import { NO_STANDING } from '../../src/records/cases.ts';
import { NO_CASE } from '../../src/records/own-case.ts';
import { readHouse } from '../../src/start/read-house.ts';

const house = await readHouse('programme', 'demonstration');
const root = new MainDialog();
const NOW = instantAt('2023-11-15T08:00', house.programme.timeZone);
const HOUR = 3_600_000;
const MEDELLIN = 'medellin' as OfficeId;
const later = (hours: number) => (NOW + hours * HOUR) as Instant;

const APPOINTMENT: Appointment = {
  id: 'a' as AppointmentId,
  office: MEDELLIN,
  pathway: 'safe-mobility-colombia',
  startsAt: later(48),
  endsAt: later(48.5),
  state: 'booked',
  code: 'BCD-234',
  people: 1,
  needs: [],
  coming: false,
  hasWord: false,
};

const OFFER: Offer = {
  id: '0b6f4e1a-3a0e-4a37-9d62-4f3b0a4e8f01' as OfferId,
  office: MEDELLIN,
  startsAt: later(24),
  endsAt: later(24.5),
  insteadOf: null,
  people: 1,
  turn: 3,
  isLast: false,
  until: new Date(later(4)),
};

const WAITING = {
  pathway: 'safe-mobility-colombia',
  offices: [MEDELLIN],
  people: 1,
  needs: [],
  language: null,
  soon: false,
  since: new Date(NOW),
};

const AT_THE_MENU: Known = { ...firstPlace().known, language: 'es', consent: 'given' };
const BOOKED: Known = { ...AT_THE_MENU, appointment: APPOINTMENT };
const OFFERED: Known = { ...AT_THE_MENU, waiting: WAITING, offer: OFFER, isOfferNew: true };
const WITH_ADVISER = { ...NO_STANDING, isOpen: true, owner: 'somebody of the team' as never };

type Around = { readonly refused?: readonly Refused[]; readonly offeredBefore?: readonly string[] };

/** What somebody at the menu says, and what comes of it. */
async function hears(known: Known, said: string, { refused = [], offeredBefore = [] }: Around = {}): Promise<Turn> {
  const content: Content = /^[\w-]+=/.test(said)
    ? { kind: 'choice', id: said, title: said }
    : { kind: 'text', text: said };
  const take = (one: Content, session = newSession(), what = known) =>
    takeTurn({
      house,
      root,
      person: 'ana' as PersonId,
      known: what,
      session,
      items: [itemOf(one, NOW)],
      lookUp: {
        now: NOW,
        occupied: async () => [],
        random: () => 0,
        draw: () => 0,
        refused: refused.length === 0 ? NOT_REFUSED : new Set(refused),
        restWaits: async () => false,
        movesOfToday: async () => 0,
        wasOffered: async (offer) => offeredBefore.includes(offer),
        lastWait: async () => null,
        screening: async () => null,
        ownCase: async () => NO_CASE,
        optionInMenu: async () => null,
      },
    });
  const { session } = await take({ kind: 'text', text: 'menú' }, newSession(), AT_THE_MENU);
  return take(content, session);
}

const keys = ({ replies }: Turn) => replies.map(({ key }) => key);
const done = ({ changes }: Turn) => changes.map((change) => change.do);

describe('an option of a reminder', () => {
  test('about theirs is done, from whichever message', async () => {
    const turn = await hears(BOOKED, `coming=yes:${APPOINTMENT.startsAt}`);
    expect(keys(turn)).toEqual(['between.coming.thanks', 'menu.ask']);
    expect(done(turn)).toEqual(['say_coming']);
    expect(keys(await hears(BOOKED, `coming=no:${APPOINTMENT.startsAt}`))).toEqual(['my-appointment.cannot.ask']);
    expect(keys(await hears(BOOKED, 'appointment=cancel')).at(-1)).toBe('my-appointment.cancel.ask');
    expect(keys(await hears(BOOKED, 'appointment=way'))[0]).toBe('on-the-day.lost');
  });

  test.each(['coming=yes', 'coming=no', 'coming=move'])(
    '%s of another appointment does nothing, and tells nothing',
    async (option) => {
      const turn = await hears(BOOKED, `${option}:${later(72)}`);
      expect(keys(turn)).toEqual(['menu.ask']);
      expect(done(turn)).toEqual([]);
      expect(keys(await hears(AT_THE_MENU, `${option}:${APPOINTMENT.startsAt}`))).toEqual(['menu.ask']);
    },
  );
});

describe('an offer', () => {
  test('is taken by a tap, by a yes, or by words; and refused', async () => {
    for (const yes of [`offer=yes:${OFFER.id}`, 'sí', 'sí, me sirve', 'lo quiero']) {
      const turn = await hears(OFFERED, yes);
      expect(keys(turn).slice(0, 2)).toEqual(['between.offer.taken', 'appointment']);
      expect(done(turn)).toEqual(['accept_offer']);
    }
    for (const no of [`offer=no:${OFFER.id}`, 'no', 'no puedo ir', 'no me sirve']) {
      const turn = await hears(OFFERED, no);
      expect(keys(turn)).toEqual(['between.offer.declined.waiting', 'menu.ask']);
      expect(done(turn)).toEqual(['decline_offer']);
    }
    const last = await hears({ ...OFFERED, offer: { ...OFFER, isLast: true } }, 'no');
    expect(keys(last)).toEqual(['between.offer.declined.last', 'menu.ask']);
  });

  test('of somebody else does nothing, and nothing is told of it', async () => {
    for (const known of [AT_THE_MENU, OFFERED, BOOKED]) {
      const turn = await hears(known, 'offer=yes:0b6f4e1a-0000-0000-0000-000000000000');
      expect(keys(turn)).toEqual(['menu.ask']);
      expect(done(turn)).toEqual([]);
    }
  });

  test('that was theirs and is gone is said to be gone', async () => {
    const turn = await hears(AT_THE_MENU, `offer=yes:${OFFER.id}`, { offeredBefore: [OFFER.id] });
    expect(keys(turn)).toEqual(['between.offer.gone', 'menu.ask']);
  });

  test('taken by somebody faster in the same second is said to be gone, by a tap and by a word', async () => {
    const after = { ...OFFERED, offer: null, isOfferNew: false };
    for (const said of [`offer=yes:${OFFER.id}`, 'sí']) {
      const turn = await hears(after, said, { refused: ['offer_taken'], offeredBefore: [OFFER.id] });
      expect(keys(turn)[0]).toBe('between.offer.gone');
    }
  });

  test('told beside a reminder: a bare yes is not guessed, and the question is asked aloud', async () => {
    const both: Known = { ...OFFERED, appointment: APPOINTMENT, asked: { kind: 'two_days' } };
    const turn = await hears(both, 'sí');
    expect(done(turn)).toEqual([]);
    expect(keys(turn)).toEqual(['between.offer.ask']);
  });
});

describe('beside an adviser the bot is silent', () => {
  const beside = (known: Known): Known => ({ ...known, case: WITH_ADVISER });

  test('and yet it is kept that they come', async () => {
    const turn = await hears(beside(BOOKED), `coming=yes:${APPOINTMENT.startsAt}`);
    expect([keys(turn), done(turn)]).toEqual([[], ['say_coming']]);
  });

  test('and what they ask in words is for the adviser', async () => {
    const turn = await hears(beside({ ...BOOKED, asked: { kind: 'two_days' } }), 'sí');
    expect([keys(turn), done(turn)]).toEqual([[], []]);
    expect(done(await hears(beside(BOOKED), `coming=no:${APPOINTMENT.startsAt}`))).toEqual([]);
  });

  test('but a place they take is theirs, and they are told its code', async () => {
    const turn = await hears(beside(OFFERED), `offer=yes:${OFFER.id}`);
    expect(done(turn)).toEqual(['accept_offer']);
    expect(keys(turn)).toContain('appointment');
  });
});

test('an answer to the question that was open before is heard as that', async () => {
  const turn = await hears({ ...BOOKED, asked: { kind: 'two_days' } }, 'preguntas comunes');
  expect(keys(turn)).not.toContain('between.coming.ask');
  expect(keys(turn).at(-1)).toBe('topics.ask');
});
