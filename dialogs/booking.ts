import type { DialogTurnResult } from 'botbuilder-dialogs';
import { ALONE, type Slot } from '../src/appointments/appointment.ts';
import { type Instant, localDateTime } from '../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../src/appointments/office.ts';
import { pickSlots } from '../src/appointments/pick-slots.ts';
import { freeSlots } from '../src/appointments/slots.ts';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import type { Values } from '../src/language/reply.ts';
import { matchPlace } from '../src/places/match.ts';
import { clearlyNearest, kilometresBetween, type Near, nearestOffices, nearestPlace } from '../src/places/nearest.ts';
import { type Coordinates, type Place, regionOf } from '../src/places/place.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { standing } from '../src/screening/standing.ts';
import { sayAppointment } from './appointment-words.ts';
import { HANDOFF } from './handoff.ts';
import { openOffices } from './offices.ts';
import { sayPathway } from './pathway-words.ts';
import { REGISTRATION } from './registration.ts';

export const BOOKING = 'booking';

/** How many times are shown at once: a WhatsApp list has ten rows, two of them are for "more" and "another office". */
const SLOTS_SHOWN = 7;
const OFFICES_SHOWN = 2;

/** What the person has chosen so far; each later choice needs the earlier ones, and BACK takes the last one away. */
type Chosen = {
  pathway: string;
  place?: Coordinates;
  office?: OfficeId;
  /** The offices are shown to choose from, and not only the one that is clearly the nearest. */
  listed?: boolean;
  /** The last time that was shown, when the person asked for more. */
  after?: Instant;
};

/** From a town to an appointment: the nearest office, or the two that may be, their free times, a place held meanwhile. */
export class BookingDialog extends TalkDialog<{ pathway: string }> {
  override async beginDialog(dc: TalkContext, options?: { pathway: string }): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (dc.activeDialog !== undefined) dc.activeDialog.state = { pathway: options?.pathway ?? '' } satisfies Chosen;
    if (talk.appointment?.state === 'booked') {
      talk.say('booking.already');
      sayAppointment(talk, talk.appointment);
      return dc.endDialog();
    }
    if (officesFor(talk, chosenIn(dc)).length === 0) {
      talk.openCase('no_office');
      talk.say('booking.nowhere');
      return dc.replaceDialog(REGISTRATION);
    }
    return this.#ask(dc);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    if (result?.is === 'back') return this.#back(dc);
    if (result?.is === 'written') return this.#placeWritten(dc, result.text);
    if (result?.is === 'located') return this.#located(dc, result);
    const [subject = '', value = ''] = chosenId(result).split('=');
    if (subject === 'go') return value === 'person' ? dc.replaceDialog(HANDOFF) : dc.endDialog();
    if (subject === 'place') return this.#placeChosen(dc, placeOf(dc.talk, value));
    if (subject === 'office') return this.#officeChosen(dc, value);
    if (subject === 'slot') return this.#slotChosen(dc, value);
    if (subject === 'confirm') return this.#confirmed(dc, value);
    return this.#ask(dc);
  }

  /** The next thing to ask, by what is chosen already. */
  async #ask(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    if (this.#isClosed(dc)) return dc.endDialog();
    if (talk.appointment?.state === 'held') return dc.beginDialog(PROMPT, confirmPrompt(talk));
    if (chosen.place === undefined) return dc.beginDialog(PROMPT, PLACE);
    if (chosen.office === undefined) {
      const near = nearestOffices(officesFor(talk, chosen), chosen.place, OFFICES_SHOWN);
      const nearest = chosen.listed === true ? null : clearlyNearest(near);
      if (nearest === null) {
        chosen.listed = true;
        return dc.beginDialog(PROMPT, officePrompt(near));
      }
      chosen.office = nearest.office.id;
      talk.say('booking.office.nearest', howFar(nearest));
    }
    const office = officeOf(talk, chosen.office);
    const free = await freeAt(talk, office);
    const prompt = slotPrompt(office, free, chosen);
    if (prompt !== null) return dc.beginDialog(PROMPT, prompt);
    talk.say('booking.full', { office: office.name });
    return dc.beginDialog(PROMPT, { key: 'booking.full.ask', values: {}, choices: FULL });
  }

  /** The pathway may have closed since the talk began; then nothing more is offered, and what was held is given back. */
  #isClosed(dc: TalkContext): boolean {
    const { talk } = dc;
    const pathway = talk.house.programme.pathways.get(chosenIn(dc).pathway as PathwayId);
    if (pathway === undefined || standing(pathway, talk.today).is === 'open') return false;
    talk.release();
    sayPathway(talk, pathway);
    return true;
  }

  async #back(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    if (talk.appointment?.state === 'held') talk.release();
    else if (chosen.office !== undefined && chosen.listed === true) delete chosen.office;
    else if (chosen.place !== undefined) forgetPlace(chosen);
    else return dc.endDialog();
    return this.#ask(dc);
  }

  async #placeWritten(dc: TalkContext, text: string): Promise<DialogTurnResult> {
    const match = matchPlace(dc.talk.house.places, text);
    if ('found' in match) return this.#placeChosen(dc, match.found);
    if ('ask' in match) return dc.beginDialog(PROMPT, whichPlacePrompt(match.ask));
    return this.#placeUnknown(dc);
  }

  async #placeUnknown(dc: TalkContext): Promise<DialogTurnResult> {
    dc.talk.say('booking.place.unknown');
    return this.#ask(dc);
  }

  /** A pin is never kept; only the town it lies in, and none that is too far to be theirs. */
  async #located(dc: TalkContext, pin: Coordinates): Promise<DialogTurnResult> {
    const place = nearestPlace(dc.talk.house.places.all, pin);
    const isNear = place !== null && kilometresBetween(place.coordinates, pin) <= FARTHEST_TOWN_KM;
    return isNear ? this.#placeChosen(dc, place) : this.#placeUnknown(dc);
  }

  async #placeChosen(dc: TalkContext, place: Place | null): Promise<DialogTurnResult> {
    if (place !== null) {
      chosenIn(dc).place = place.coordinates;
      // Bogotá is a department of its own.
      const isAlone = place.name === place.department && { context: 'alone' };
      dc.talk.say('booking.place.found', { place: place.name, department: regionOf(place), ...isAlone });
    }
    return this.#ask(dc);
  }

  async #officeChosen(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const chosen = chosenIn(dc);
    if (value === 'other') {
      delete chosen.office;
      chosen.listed = true;
    } else chosen.office = value as OfficeId;
    delete chosen.after;
    return this.#ask(dc);
  }

  async #slotChosen(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    if (chosen.office === undefined) return this.#ask(dc);
    const free = await freeAt(talk, officeOf(talk, chosen.office));
    if (value.startsWith('after:')) {
      chosen.after = Number(value.slice(6)) as Instant;
      return this.#ask(dc);
    }
    const slot = free.find(({ startsAt }) => String(startsAt) === value);
    if (slot === undefined) talk.say('booking.slot.taken');
    else talk.hold(slot, chosen.pathway, ALONE);
    return this.#ask(dc);
  }

  async #confirmed(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (value.startsWith('yes:')) {
      if (this.#isClosed(dc)) return dc.endDialog();
      const appointment = talk.book();
      if (appointment === null) {
        talk.say('booking.hold-expired');
        return this.#ask(dc);
      }
      talk.say('booking.booked');
      sayAppointment(talk, appointment);
      talk.say('booking.bring');
      talk.say('booking.not-approval');
      return dc.replaceDialog(REGISTRATION);
    }
    talk.release();
    if (value === 'other') return this.#ask(dc);
    talk.say('booking.not-booked');
    return dc.replaceDialog(REGISTRATION);
  }
}

/** Farther off we know no town; the municipalities of Colombia are large, so their main towns lie far apart. */
const FARTHEST_TOWN_KM = 60;

const PLACE: PromptOptions = {
  key: 'booking.place.ask',
  values: {},
  choices: [
    { id: 'go=person', label: 'menu.person' },
    { id: 'go=menu', label: 'menu.open' },
  ],
  takes: 'text',
  expects: 'place',
  byPlace: true,
};

const FULL: readonly Choice[] = [
  { id: 'office=other', label: 'booking.office.other' },
  { id: 'go=person', label: 'menu.person' },
];

/** The yes names the time it is about: that of an older message books nothing else. */
const confirmChoices = (startsAt: Instant): readonly Choice[] => [
  { id: `confirm=yes:${startsAt}`, label: 'booking.confirm.yes', replies: 'yes' },
  { id: 'confirm=other', label: 'booking.confirm.other' },
  { id: 'confirm=no', label: 'booking.confirm.no', replies: 'no' },
];

function forgetPlace(chosen: Chosen): void {
  delete chosen.place;
  delete chosen.office;
  delete chosen.listed;
}

function chosenIn(dc: TalkContext): Chosen {
  return dc.activeDialog?.state as Chosen;
}

/** Offices that serve the pathway today. */
function officesFor(talk: Talk, { pathway }: Chosen): Office[] {
  return openOffices(talk).filter(({ pathways }) => pathways.includes(pathway));
}

function officeOf({ house }: Talk, id: string): Office {
  const office = house.offices.find((one) => one.id === id);
  if (office === undefined) throw new Error(`Office '${id}' was chosen, which is not in programme/offices.`);
  return office;
}

function placeOf({ house }: Talk, code: string): Place | null {
  return house.places.all.find((place) => place.code === code) ?? null;
}

async function freeAt({ lookUp }: Talk, office: Office): Promise<Slot[]> {
  return freeSlots(office, await lookUp.occupied(office, lookUp.now), lookUp.now, ALONE, () => 0);
}

function whichPlacePrompt(places: readonly Place[]): PromptOptions {
  const choices = places.map((place) => ({
    id: `place=${place.code}`,
    label: 'booking.place.option',
    values: { place: place.name, department: regionOf(place) },
  }));
  return { key: 'booking.place.which', values: {}, choices, takes: 'text', expects: 'place' };
}

/** Half a kilometre between the middle of a town and an office says that it is there. */
function howFar({ office, km }: Near<Office>): Values {
  const rounded = Math.round(km);
  return { office: office.name, km: rounded, ...(rounded === 0 && { context: 'here' }) };
}

function officePrompt(near: readonly Near<Office>[]): PromptOptions {
  const choices = near.map((one) => ({
    id: `office=${one.office.id}`,
    label: 'booking.office.option',
    values: howFar(one),
  }));
  return { key: 'booking.office.ask', values: {}, choices };
}

function slotPrompt(office: Office, free: readonly Slot[], chosen: Chosen): PromptOptions | null {
  const shown = pickSlots(free, office.timeZone, SLOTS_SHOWN, chosen.after ?? null);
  const last = shown.at(-1);
  if (last === undefined) return null;
  const more = pickSlots(free, office.timeZone, 1, last.startsAt).length > 0;
  const choices: Choice[] = shown.map(({ startsAt }) => ({
    id: `slot=${startsAt}`,
    label: 'booking.slot.option',
    values: { starts: localDateTime(startsAt, office.timeZone) },
  }));
  if (more) choices.push({ id: `slot=after:${last.startsAt}`, label: 'booking.slot.more' });
  choices.push({ id: 'office=other', label: 'booking.office.other' });
  return { key: 'booking.slot.ask', values: { office: office.name }, choices };
}

function confirmPrompt(talk: Talk): PromptOptions {
  const { appointment } = talk;
  if (appointment === null) throw new Error('There is nothing to confirm.');
  const office = officeOf(talk, appointment.office);
  const languages = office.languages.map((language) => talk.words(`language.${language}`)).join(', ');
  const values = { office: office.name, starts: localDateTime(appointment.startsAt, office.timeZone), languages };
  return { key: 'booking.confirm.ask', values, choices: confirmChoices(appointment.startsAt) };
}
