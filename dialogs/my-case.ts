import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import { type Instant, localDay } from '../src/appointments/local-time.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import type { Screening } from '../src/records/assessments.ts';
import type { OwnCase } from '../src/records/own-case.ts';
import { noLongerSo, pathwayNames, resultsSaid } from '../src/screening/said.ts';
import { sayAppointment } from './appointment-words.ts';

export const MY_CASE = 'my-case';

/** Where the person stands, in what the tables know: registration, results, appointment, wishes, case, and how long people wait. */
export class MyCaseDialog extends Dialog {
  override async beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const [screening, own] = [await talk.lastScreening(), await talk.lookUp.ownCase()];
    sayRegistration(talk, own);
    if (screening !== null) {
      talk.say('my-case.said', { on: screening.on });
      saySaid(talk, screening);
      sayWhatChanged(talk, screening);
    }
    if (talk.appointment?.state === 'booked') sayAppointment(talk, talk.appointment);
    if (talk.wishes.size > 0) talk.say('my-case.wish');
    sayCase(talk, own);
    return dc.endDialog();
  }
}

/** Whether the menu may offer it: there is something to tell. */
export function hasCase({ reference, appointment, wishes }: Talk): boolean {
  return reference !== null || appointment?.state === 'booked' || wishes.size > 0;
}

function sayRegistration(talk: Talk, { registeredAgo }: OwnCase): void {
  const { reference } = talk;
  if (reference === null) talk.say('my-case.not-registered');
  else talk.say('my-case.registered', { reference, on: dayAgo(talk, registeredAgo ?? 0) });
}

/** It is read on a small screen, and paid for by the part. */
const MOST_NAMED = 3;

/** The results of a screening by the names of the pathways, as they were said that day. */
export function saySaid(talk: Talk, { results }: Screening): void {
  for (const { key, values } of resultsSaid(talk.house.words, talk.language, results, MOST_NAMED))
    talk.say(key, values);
}

/** A rule may have changed since, or we were wrong: what is not so any more is never left standing as if it were. */
function sayWhatChanged(talk: Talk, { results }: Screening): void {
  const { house, language, today } = talk;
  const changed = noLongerSo(house.programme, results, today);
  if (changed.length > 0) talk.say('my-case.changed', { names: pathwayNames(house.words, language, changed) });
}

function sayCase(talk: Talk, { openSince, isOpened, wait }: OwnCase): void {
  if (openSince === null) talk.say('my-case.none');
  else talk.say('my-case.open', { since: dayAgo(talk, openSince), ...(isOpened && { context: 'read' }) });
  sayWait(talk, wait);
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Rounded up: who waits longer than we said was promised too much. */
function sayWait(talk: Talk, wait: number | null): void {
  if (wait === null) talk.say('my-case.wait.unknown');
  else if (wait <= HOUR) talk.say('my-case.wait.hour');
  else if (wait <= 2 * DAY) talk.say('my-case.wait.hours', { hours: Math.ceil(wait / HOUR) });
  else talk.say('my-case.wait.days', { days: Math.ceil(wait / DAY) });
}

/** Records are kept in real time; people are told days of the programme. @param seconds of real time */
function dayAgo({ lookUp, house }: Talk, seconds: number): string {
  return localDay((lookUp.now - seconds * 1000) as Instant, house.programme.timeZone);
}
