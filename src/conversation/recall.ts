import type { Instant } from '../appointments/local-time.ts';
import type { Connection } from '../database/database.ts';
import { menusShown } from '../mail/outbox.ts';
import type { InboxItem } from '../people/message.ts';
import type { Person, PersonId } from '../people/person.ts';
import { answersOf } from '../records/answers.ts';
import { standingAppointments } from '../records/appointments.ts';
import { askedOutside } from '../records/asked-outside.ts';
import { caseStandings, NO_STANDING } from '../records/cases.ts';
import { openOffers } from '../records/offers.ts';
import { referencesOf } from '../records/registrations.ts';
import type { Sessions } from '../records/sessions.ts';
import { waitingOf } from '../records/waiting-list.ts';
import { wishesOf } from '../records/wishes.ts';
import type { Known } from './known.ts';

/** A person whose turn it is, and what waits for them. */
export type ToAnswer = { readonly person: Person; readonly items: readonly InboxItem[] };

/**
 * What a turn needs to know.
 * @property session what was saved of the talk, as it was saved; null when it is gone
 * @property menus   by an item's id, the options of the menu that the person had before them when it arrived
 */
export type Recalled = {
  readonly known: Known;
  readonly session: unknown;
  readonly menus: ReadonlyMap<number, readonly string[]>;
};

/**
 * Reads all that the turns of some people need, each table once for all of them.
 * @param now programme time
 */
export async function recall(
  { sessions }: { readonly sessions: Sessions },
  tx: Connection,
  waiting: readonly ToAnswer[],
  now: Instant,
): Promise<ReadonlyMap<PersonId, Recalled>> {
  const people = waiting.map(({ person }) => person.id);
  const [saved, answers, appointments, waits, offers, asked, references, wishes, cases, menus] = await Promise.all([
    sessions.load(
      tx,
      waiting.flatMap(({ person }) => person.session ?? []),
    ),
    answersOf(tx, people),
    standingAppointments(tx, people, now),
    waitingOf(tx, people),
    openOffers(tx, people),
    askedOutside(tx, people),
    referencesOf(tx, people),
    wishesOf(tx, people),
    caseStandings(tx, people),
    menusBefore(tx, waiting),
  ]);
  return new Map(
    waiting.map(({ person }) => {
      const { id, language, consent, doubted, session } = person;
      const known: Known = {
        ...{ language, consent, doubted },
        answers: answers.get(id) ?? new Map(),
        appointment: appointments.get(id) ?? null,
        waiting: waits.get(id) ?? null,
        offer: offers.get(id) ?? null,
        isOfferNew: offers.get(id)?.turn === person.turn,
        asked: asked.get(id) ?? null,
        reference: references.get(id) ?? null,
        wishes: wishes.get(id) ?? new Set(),
        case: cases.get(id) ?? NO_STANDING,
      };
      return [id, { known, session: (session !== null && saved.get(session)) || null, menus }];
    }),
  );
}

/** A tap names its option; only what was written may be a number of a menu, or is compared with the menu before it. */
async function menusBefore(tx: Connection, waiting: readonly ToAnswer[]): Promise<Recalled['menus']> {
  const asked = waiting.flatMap(({ person, items }) =>
    items
      .filter(({ content }) => content.kind === 'text' || person.doubted)
      .map(({ id, channel, arrivedAt }) => ({ id, person: person.id, channel, arrivedAt })),
  );
  const menus = await menusShown(tx, asked);
  return new Map(asked.flatMap(({ id }, index) => (menus[index] ? [[id, menus[index]] as const] : [])));
}
