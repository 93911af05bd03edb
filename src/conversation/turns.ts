import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Reply } from '../language/reply.ts';
import { giveBackAddress, partAddress } from '../mail/changed-hands.ts';
import { finishItems } from '../mail/inbox.ts';
import { resumeAddress, stopAddress } from '../mail/opt-out.ts';
import { enqueue, sendRest } from '../mail/outbox.ts';
import type { AddressId, ChannelId } from '../people/address.ts';
import type { InboxItem, Outgoing } from '../people/message.ts';
import type { Person } from '../people/person.ts';
import { recordAnswers } from '../records/answers.ts';
import { recordAssessments } from '../records/assessments.ts';
import { handOff, noteContacts, noteHeard } from '../records/cases.ts';
import { askErasure } from '../records/erasure.ts';
import { recordNotUnderstood } from '../records/not-understood.ts';
import { advance } from '../records/people.ts';
import { keepRecordings } from '../records/recordings.ts';
import { giveReasons, register } from '../records/registrations.ts';
import { keepSlips } from '../records/slips.ts';
import { writeTranscripts } from '../records/transcript.ts';
import { keepWishes, withdrawWishes } from '../records/wishes.ts';
import type { QuestionId } from '../screening/names.ts';
import type { Change, GiveBack } from './change.ts';
import type { Understood } from './heard.ts';
import type { Telling } from './news.ts';
import { keepsWords, type Outcome, outcomeOf } from './outcome.ts';
import { type CommitResult, isVisitChange, writeVisit } from './write-visit.ts';

/** A turn, ready to be committed. */
export type FinishedTurn = {
  readonly person: Person;
  /** The address the last item came from, which is answered. */
  readonly address: AddressId;
  readonly channel: ChannelId;
  readonly items: readonly InboxItem[];
  readonly replies: readonly Reply[];
  readonly outgoing: readonly Outgoing[];
  readonly changes: readonly Change[];
  /** By an item's id, what it was taken for. */
  readonly understood: ReadonlyMap<number, Understood>;
  /** The questions whose answers stood when it began. */
  readonly standing: readonly QuestionId[];
  /** Whether a human was asked for, and their case was open when it began. */
  readonly hasCase: boolean;
  /** The fresh id of the session that was saved for it. */
  readonly session: string;
  /** Its items could not be answered: they are set aside for whoever repairs the defect. */
  readonly setAside: boolean;
};

const DONE: CommitResult = { ok: true };

/**
 * Writes everything that some people's turns decided, in the transaction that holds these people: each table once for all of them.
 * The caller commits, or rolls back if refused.
 * @param turns where one of them has a change that `needsItsOwn`, only this one
 */
export async function writeTurns(
  tx: Connection,
  telling: Telling,
  turns: readonly FinishedTurn[],
): Promise<CommitResult> {
  const { seal } = telling;
  for (const finished of turns) {
    for (const change of finished.changes) {
      if (change.do === 'give_back_address') return giveBack(tx, seal, finished.person, change);
      const result = await act(tx, telling, finished, change);
      if (!result.ok) return result;
    }
  }
  return writeAll(tx, seal, turns);
}

async function giveBack(tx: Connection, seal: Seal, person: Person, { item, heard }: GiveBack): Promise<CommitResult> {
  const given = await giveBackAddress(tx, seal, person.id, item, heard);
  return given ? DONE : { ok: false, reason: 'former_person_forgotten' };
}

/** Does what must be done step by step: places, addresses, and what waits to be sent. */
async function act(
  tx: Connection,
  telling: Telling,
  finished: FinishedTurn,
  change: Exclude<Change, GiveBack>,
): Promise<CommitResult> {
  const { person, address, channel } = finished;
  switch (change.do) {
    case 'stop_address':
      await stopAddress(tx, address);
      return DONE;
    case 'resume_address':
      await resumeAddress(tx, address);
      return DONE;
    case 'part_address':
      await partAddress(tx, person.id, change.now);
      return DONE;
    case 'forget':
      await askErasure(tx, person.id, change.receipt);
      return DONE;
    case 'send_rest':
      await sendRest(tx, person.id, channel);
      return DONE;
    default:
      return isVisitChange(change) ? writeVisit(tx, telling, person, change) : DONE;
  }
}

/** A turn, and what it comes to. */
type Written = { readonly finished: FinishedTurn; readonly turn: number; readonly outcome: Outcome };

async function writeAll(tx: Connection, seal: Seal, turns: readonly FinishedTurn[]): Promise<CommitResult> {
  const written = turns.map((finished): Written => {
    const outcome = outcomeOf(finished.changes, finished.standing);
    return { finished, turn: finished.person.turn + 1, outcome };
  });
  const [advanced, registered] = await Promise.all([
    advance(tx, written.map(advanceOf)),
    register(tx, registrationsIn(written)),
    writeRecords(tx, seal, written),
    writeSaid(tx, seal, written),
    enqueue(tx, seal, written.map(letterOf)),
    finishItems(
      tx,
      written.map(({ finished: { items, setAside }, turn }) => ({ ids: items.map(({ id }) => id), turn, setAside })),
    ),
  ]);
  if (advanced < turns.length) return { ok: false, reason: 'turn_overtaken' };
  return registered < registrationsIn(written).length ? { ok: false, reason: 'reference_taken' } : DONE;
}

/** What was said, and where it is kept what was said aloud, for a human to hear. */
async function writeSaid(tx: Connection, seal: Seal, written: readonly Written[]): Promise<void> {
  const said = written.map(({ finished, turn, outcome }) => {
    const { person, channel, items, replies, understood } = finished;
    return { person: person.id, turn, channel, items, replies, understood, keepWords: keepsWords(person, outcome) };
  });
  await writeTranscripts(tx, seal, said);
  const kept = said.flatMap(({ keepWords, items }) => (keepWords ? items : []));
  await keepRecordings(
    tx,
    seal,
    kept.flatMap(({ id, channel, content }) =>
      'sound' in content && content.sound !== undefined ? [{ item: id, channel, sound: content.sound }] : [],
    ),
  );
}

/** What is kept of people besides what was said. */
async function writeRecords(tx: Connection, seal: Seal, written: readonly Written[]): Promise<void> {
  const rows = <Row extends object>(of: (outcome: Outcome) => Iterable<Row>) =>
    written.flatMap(({ finished, turn, outcome }) =>
      [...of(outcome)].map((row) => ({ person: finished.person.id, turn, ...row })),
    );
  const wishes = (left: 'kept' | 'withdrawn') =>
    rows(({ wishes }) => [...wishes].filter(([, how]) => how === left).map(([pathway]) => ({ pathway })));
  await Promise.all([
    recordAnswers(
      tx,
      rows(({ ended, given }) => [{ ended: [...ended], given }]),
    ),
    recordAssessments(
      tx,
      rows(({ assessments }) => assessments),
    ),
    giveReasons(
      tx,
      rows(({ reason }) => (reason === undefined ? [] : [reason])),
    ),
    keepSlips(
      tx,
      seal,
      written.flatMap(({ finished: { person }, turn, outcome: { slips } }) =>
        slips.map(({ code, screening }) => ({ person: person.id, code, screening: screening ?? turn })),
      ),
    ),
    withdrawWishes(tx, wishes('withdrawn')),
    keepWishes(tx, wishes('kept')),
    handOffAll(
      tx,
      rows(({ cases }) => cases),
      rows(({ contact }) => (contact === undefined ? [] : [{ contact }])),
    ),
    noteHeard(tx, written.flatMap(heardOf)),
    recordNotUnderstood(
      tx,
      written.flatMap(({ finished: { person }, outcome: { missed } }) =>
        missed.map((nearest) => ({ language: person.language, nearest })),
      ),
    ),
  ]);
}

/** Who only thanks waits for no answer. */
function heardOf({ finished: { person, items, hasCase, understood } }: Written): Parameters<typeof noteHeard>[1] {
  const said = items.filter(({ content }) => content.kind !== 'event');
  if (!hasCase || said.length === 0) return [];
  return [{ person: person.id, waits: said.some(({ id }) => understood.get(id)?.as !== 'intent.thanks') }];
}

/** How somebody may be reached stands with their cases, also with one of the same turn. */
async function handOffAll(
  tx: Connection,
  cases: Parameters<typeof handOff>[1],
  contacts: Parameters<typeof noteContacts>[1],
): Promise<void> {
  await handOff(tx, cases);
  await noteContacts(tx, contacts);
}

function advanceOf({ finished: { person, session }, turn, outcome: { language, consent } }: Written) {
  return {
    ...{ person: person.id, turn, session },
    ...(language !== undefined && { language }),
    ...(consent !== undefined && { consent }),
  };
}

function registrationsIn(written: readonly Written[]) {
  return written.flatMap(({ finished: { person }, turn, outcome: { registered } }) =>
    registered === undefined ? [] : [{ person: person.id, turn, reference: registered.reference }],
  );
}

function letterOf({ finished, turn }: Written) {
  const { person, address, channel, outgoing, replies } = finished;
  const asked = replies.findLast((reply) => reply.asks);
  const closesMenu = asked !== undefined && outgoing.every(({ options }) => options.length === 0);
  return { person: person.id, address, channel, turn, messages: outgoing, closesMenu };
}
