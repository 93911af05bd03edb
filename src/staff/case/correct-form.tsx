import type { House } from '../../conversation/house.ts';
import type { Answer } from '../../screening/answer.ts';
import { isSideOfDate } from '../../screening/answer.ts';
import type { QuestionId } from '../../screening/names.ts';
import type { Question } from '../../screening/programme.ts';
import type { Tongue } from '../frame/tongue.ts';
import { ActButton, actionOf, Wrong } from './act-button.tsx';
import { answersTold, answerWords, optionWords } from './answer-words.ts';
import type { CasePageProps } from './case-props.ts';
import { programmeTime } from './case-words.ts';

const PATH = 'answers';

/** Putting right what the person answered, answer by answer; and who put right what. */
export function Correct(props: CasePageProps) {
  const { visit, house, file, typed } = props;
  const { tongue } = visit;
  const asked = [...file.answers].flatMap(([id, answer]) => {
    const question = house.programme.questions.get(id);
    return question === undefined ? [] : [{ question, answer }];
  });
  const corrected = new Map(file.work.corrected.map((one) => [one.question, one]));
  if (asked.length === 0) return null;
  return (
    <details class="correct" id="correct" open={typed?.path === PATH}>
      <summary>{tongue.say('console.act.correct.title')}</summary>
      <p class="quiet small">{tongue.say('console.act.correct.note')}</p>
      {asked.map(({ question, answer }) => (
        <form key={question.id} method="post" action={actionOf(props, PATH)} data-once>
          <input type="hidden" name="question" value={question.id} />
          <label for={`answer-${question.id}`}>{askWords(tongue, house, question.id, answer)}</label>
          <AnswerField tongue={tongue} question={question} answer={answer} />
          {typed?.fields.question === question.id && <Wrong tongue={tongue} typed={typed} path={PATH} field="answer" />}
          <ActButton page={props} act="correct" value={question.id}>
            {tongue.say('console.act.correct.do')}
          </ActButton>
          <Trace tongue={tongue} house={house} corrected={corrected.get(question.id)} />
        </form>
      ))}
    </details>
  );
}

function askWords(tongue: Tongue, house: House, id: QuestionId, answer: Answer): string {
  const [told] = answersTold(tongue, house.programme, new Map([[id, answer]]));
  return told?.question ?? id;
}

function Trace({
  tongue,
  house,
  corrected,
}: {
  tongue: Tongue;
  house: House;
  corrected: CasePageProps['file']['work']['corrected'][number] | undefined;
}) {
  if (corrected === undefined) return null;
  const { by, at, before, question } = corrected;
  const when = tongue.say('console.when', { at: programmeTime(house, at) });
  const was =
    before === null
      ? '–'
      : answersTold(tongue, house.programme, new Map([[question, before]]))
          .map((told) => told.answer)
          .join(', ');
  return <p class="quiet small">{tongue.say('console.act.corrected', { by, when, before: was })}</p>;
}

/** A field that holds what a question can be answered with. The values are those of `exchange.ts`, as JSON. */
function AnswerField({ tongue, question, answer }: { tongue: Tongue; question: Question; answer: Answer }) {
  const id = `answer-${question.id}`;
  const now = answer.is === 'value' ? JSON.stringify(answer.value) : JSON.stringify(asJson(answer));
  if (question.kind === 'number' || question.kind === 'side_of_date') {
    return (
      <>
        <input id={id} name="answer" type="text" required maxLength={40} autocomplete="off" value={textOf(answer)} />
        {question.kind === 'side_of_date' && <span class="quiet small">{tongue.say('console.act.correct.date')}</span>}
      </>
    );
  }
  const values: unknown[] = question.kind === 'yesno' ? [true, false] : [...question.values];
  const choices = [...values, 'not_sure', 'prefer_not_to_say'].map((value) => JSON.stringify(value));
  return (
    <select id={id} name="answer" required>
      {[...(choices.includes(now) ? [] : [now]), ...choices].map((value) => (
        <option key={value} value={value} selected={value === now}>
          {valueWords(tongue, question, value, answer)}
        </option>
      ))}
    </select>
  );
}

function valueWords(tongue: Tongue, { id }: Question, json: string, answer: Answer): string {
  const value: unknown = JSON.parse(json);
  if (value === 'not_sure') return tongue.sayKept('answer.not-sure');
  if (value === 'prefer_not_to_say') return tongue.sayKept('answer.prefer-not');
  if (typeof value === 'boolean') return tongue.sayKept(value ? 'answer.yes' : 'answer.no');
  return typeof value === 'string' ? optionWords(tongue, id, value) : answerWords(tongue, id, answer);
}

function asJson({ is }: Answer): string {
  return is === 'not_sure' ? 'not_sure' : 'prefer_not_to_say';
}

/** A number as it is; of a day nothing, for what is known is only on which side of it something was. */
function textOf(answer: Answer): string {
  return answer.is === 'value' && !isSideOfDate(answer.value) ? String(answer.value) : '';
}

/** Reads what the field of a question holds, as `exchange.ts` takes it; undefined where it is none of it. */
export function answerTyped({ kind }: Question, text: string): unknown {
  if (kind === 'number') return Number(text);
  if (kind === 'side_of_date') return text.trim();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
