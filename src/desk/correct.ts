import type { House } from '../conversation/house.ts';
import { answersOf, correctAnswer } from '../records/answers.ts';
import { recordCorrected } from '../records/assessments.ts';
import { assessmentsOf } from '../records/case-file.ts';
import { noteActed } from '../records/claims.ts';
import type { Staff } from '../records/staff.ts';
import type { Answer } from '../screening/answer.ts';
import { assessPathway } from '../screening/assess.ts';
import type { Day, QuestionId } from '../screening/names.ts';
import { type Acted, actOn } from './act.ts';
import type { DeskStores } from './claim.ts';

/** What corrections are reckoned by. */
export type CorrectDesk = DeskStores & { readonly house: House };

/**
 * Puts an answer right that was misunderstood, or that the person gave otherwise to the adviser, and assesses again what they were told
 * of last. Both stay to be seen. The person is told nothing by it; what the bot says from now on goes by the new answer.
 * @param corrected.on the programme's day
 */
export function correct(
  { database, house }: CorrectDesk,
  staff: Staff,
  number: number,
  { question, answer, on }: { readonly question: QuestionId; readonly answer: Answer; readonly on: Day },
): Promise<Acted> {
  const { programme } = house;
  return actOn(database, staff, number, 'correct', async (tx, { person }) => {
    await correctAnswer(tx, person, { question, answer, staff: staff.id });
    const answers = (await answersOf(tx, [person])).get(person) ?? new Map();
    const [newest, ...others] = await assessmentsOf(tx, person);
    const told = newest === undefined ? [] : [newest, ...others.filter(({ turn }) => turn === newest.turn)];
    const pathways = [...new Set(told.filter(({ superseded }) => !superseded).map(({ pathway }) => pathway))];
    const results = pathways
      .flatMap((id) => programme.pathways.get(id) ?? [])
      .map((pathway) => assessPathway(programme, pathway, answers, on));
    const common = { person, answers, on, programme: programme.hash };
    await recordCorrected(
      tx,
      results.map((assessment) => ({ ...common, assessment })),
      { person, staff: staff.id },
    );
    await noteActed(tx, number, staff.id);
    return null;
  });
}
