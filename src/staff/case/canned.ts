import type { Appointment } from '../../appointments/appointment.ts';
import { type Instant, localDateTime, localDay } from '../../appointments/local-time.ts';
import { isInForce, type Office } from '../../appointments/office.ts';
import { hoursOn } from '../../appointments/opening-hours.ts';
import type { House } from '../../conversation/house.ts';
import { deskPresence } from '../../handoff/desk-rules.ts';
import { helplinesFor, isNumber, numberWithHours } from '../../handoff/helpline.ts';
import { addDays } from '../../language/calendar-days.ts';
import { FIRST_LANGUAGE, type Language } from '../../language/language.ts';
import type { Values } from '../../language/reply.ts';
import type { Case, KeptAssessment } from '../../records/case-file.ts';
import type { Answers } from '../../screening/answer.ts';
import type { QuestionId } from '../../screening/names.ts';
import { officeTime } from './case-words.ts';

/**
 * A reply that need not be written: in the person's language, as it is sent, and in the adviser's, as it is read.
 * @property id what it is found by
 */
export type CannedReply = { readonly id: string; readonly text: string; readonly read: string };

type Say = (key: string, values?: Values) => string;

/** What a canned reply says, in a language; null where the case lacks what it needs. */
type Canned = (say: Say, about: About) => string | null;

type About = {
  readonly house: House;
  readonly file: {
    readonly case: Case;
    readonly appointment: Appointment | null;
    readonly answers: Answers;
    readonly assessments: readonly KeptAssessment[];
  };
  readonly now: Instant;
  readonly language: Language;
};

const plain =
  (key: string): Canned =>
  (say) =>
    say(key);

/** In the order in which a talk needs them. */
const CANNED: Readonly<Record<string, Canned>> = {
  greeting: plain('canned.greeting'),
  answer: plain('canned.answer'),
  looking: plain('canned.looking'),
  free: plain('canned.free'),
  swindler: plain('canned.swindler'),
  pictures: plain('canned.pictures'),
  decides: plain('canned.decides'),
  office: (say, about) => office(say, about),
  appointment: (say, { house, file: { appointment } }) => {
    if (appointment === null || appointment.state !== 'booked') return null;
    const { name, city, at } = officeTime(house, appointment.office, new Date(appointment.startsAt));
    return say('appointment', { office: name, starts: at, city, code: appointment.code });
  },
  bring: plain('booking.bring'),
  hours: (say, { house, now }) => {
    const presence = deskPresence(house.desk, now);
    if (presence.isOpen) return say('canned.hours.open', { until: presence.until.slice(11) });
    return presence.opens === null ? null : say('canned.hours.closed', { opens: presence.opens });
  },
  danger: (say, { house, file }) => {
    const country = file.answers.get('country_now' as QuestionId);
    const here = country?.is === 'value' && typeof country.value === 'string' ? country.value : null;
    const line = helplinesFor(house.helplines, 'emergency', here).find(isNumber);
    return line === undefined ? null : say('canned.danger', { number: numberWithHours(line) });
  },
  result: (say, about) => corrected(say, about),
  closing: plain('canned.closing'),
};

/** Every canned reply that this case has the values for. @param own the adviser's language @param now programme time */
export function cannedReplies(house: House, file: About['file'], own: Language, now: Instant): CannedReply[] {
  const language = file.case.language ?? FIRST_LANGUAGE;
  const inOne = (each: Language, canned: Canned) =>
    canned((key, values) => house.words.say(each, key, values), { house, file, now, language: each });
  return Object.entries(CANNED).flatMap(([id, canned]) => {
    const text = inOne(language, canned);
    const read = inOne(own, canned);
    return text === null || read === null ? [] : [{ id, text, read }];
  });
}

/** Where the office is and when it opens next: that of the appointment, or the one the case was given to. */
function office(say: Say, { house, file, now }: About): string | null {
  const id = file.appointment?.office ?? file.case.office;
  const found = house.offices.find((each) => each.id === id);
  if (found === undefined || (found.example && house.mode === 'production')) return null;
  const open = nextOpen(found, now);
  if (open === null) return null;
  const { text, example } = found.address;
  const address = say(example ? 'appointment.address.example' : 'appointment.address', { address: text });
  return say('canned.office', { office: found.name, address, ...open });
}

const DAYS_AHEAD = 14;

function nextOpen(office: Office, now: Instant) {
  const today = localDay(now, office.timeZone);
  for (let ahead = 1; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDays(today, ahead);
    const hours = isInForce(office, day) ? hoursOn(office, day) : [];
    const [first, last] = [hours[0], hours.at(-1)];
    if (first === undefined || last === undefined) continue;
    const shown = (at: Instant) => localDateTime(at, office.timeZone).slice(11);
    return { day, from: shown(first.from), to: shown(last.to) };
  }
  return null;
}

/** What holds since an answer was corrected; the person has not been told. */
function corrected(say: Say, { file: { assessments } }: About): string | null {
  const standing = assessments.filter(({ turn, superseded }) => turn === assessments[0]?.turn && !superseded);
  if (!standing.some(({ by }) => by !== null)) return null;
  const told = (['likely', 'see_adviser', 'undecided'] as const).flatMap((status) => {
    const names = standing.filter((each) => each.status === status).map((each) => say(`pathway.${each.pathway}.name`));
    return names.length === 0 ? [] : [say(`said.${status}`, { names: names.join(', ') })];
  });
  return [say('canned.result'), ...(told.length === 0 ? [say('canned.result.none')] : told)].join('\n');
}
