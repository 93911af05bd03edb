import { appointmentCode } from '../appointments/appointment.ts';
import { type Instant, localDay } from '../appointments/local-time.ts';
import type { Contact } from '../handoff/contact.ts';
import { type Reason, registrationReference } from '../handoff/registration.ts';
import { slipCode } from '../handoff/slip.ts';
import type { Intent } from '../language/intent.ts';
import { FIRST_LANGUAGE, type Language } from '../language/language.ts';
import type { Consent } from '../people/person.ts';
import type { Screening } from '../records/assessments.ts';
import type { CaseStanding } from '../records/cases.ts';
import { type Answer, type Answers, mergeAnswers } from '../screening/answer.ts';
import { type Assessment, assessPathway, type NextQuestion, nextQuestion } from '../screening/assess.ts';
import type { Day, PathwayId, QuestionId } from '../screening/names.ts';
import { screeningIn } from './change.ts';
import type { Heard, Understood } from './heard.ts';
import type { House } from './house.ts';
import type { Known, LookUp } from './known.ts';
import { Visits } from './visits.ts';

/**
 * The talk of one turn as dialogs see it: what is known, what was heard, what is said, and what the turn wants written.
 * Everything a dialog changes is known at once to the next item of the same turn, and written by the commit or not at all.
 */
export class Talk extends Visits {
  /** Of the case in which a human was asked for, as the turn began. */
  readonly case: CaseStanding;
  /** While their number is doubted: the first option of the newest menu that had been sent to them when this was written. */
  firstShown: string | null = null;
  /** The option by which they said that they are the person their number belonged to: that person's turn goes on with it. */
  sameBy: string | null = null;
  heard: Heard = { content: { kind: 'text', text: '' }, text: '', chosen: null, hearing: null };
  /** How what was heard was understood, and why; for the transcript. */
  understood: Understood | null = null;
  #language: Language | null;
  #consent: Consent;
  #doubted: boolean;
  #answers: Map<QuestionId, Answer>;
  #reference: string | null;
  #wishes: Set<PathwayId>;
  #today: Day | undefined;

  constructor(
    readonly house: House,
    lookUp: LookUp,
    known: Known,
    /** When their last turn was; null before the first, and where the talk's memory is gone. */
    private readonly lastTurnAt: Instant | null = null,
  ) {
    super(lookUp, known);
    this.case = known.case;
    this.#language = known.language;
    this.#consent = known.consent;
    this.#doubted = known.doubted;
    this.#answers = new Map(known.answers);
    this.#reference = known.reference;
    this.#wishes = new Set(known.wishes);
  }

  /** The person's language; Spanish until they chose one. */
  get language(): Language {
    return this.#language ?? FIRST_LANGUAGE;
  }

  get hasLanguage(): boolean {
    return this.#language !== null;
  }

  get consent(): Consent {
    return this.#consent;
  }

  get isDoubted(): boolean {
    return this.#doubted;
  }

  get answers(): Answers {
    return this.#answers;
  }

  /** Of their registration; null for who is not registered. */
  get reference(): string | null {
    return this.#reference;
  }

  get wishes(): ReadonlySet<PathwayId> {
    return this.#wishes;
  }

  /** They wanted no more messages, or to be forgotten, in this turn. */
  get isOver(): boolean {
    return this.changes.some((change) => change.do === 'stop_address' || change.do === 'forget');
  }

  /** Today, as the rules count days: where the programme is. */
  get today(): Day {
    this.#today ??= localDay(this.lookUp.now, this.house.programme.timeZone) as Day;
    return this.#today;
  }

  /** How long the person was away. */
  get awayMs(): number {
    return this.lastTurnAt === null ? 0 : this.lookUp.now - this.lastTurnAt;
  }

  /** Keeps with the message what it was taken for. */
  hears(as: string, because: string): void {
    this.understood = { as, because };
  }

  setLanguage(language: Language): void {
    if (this.#language === language) return;
    this.#language = language;
    this.changes.push({ do: 'set_language', language });
  }

  setConsent(consent: 'given' | 'refused'): void {
    this.#consent = consent;
    this.changes.push({ do: 'set_consent', consent });
  }

  /** @param threshold the day that was asked about, where the question asks for a side of a date */
  record(question: QuestionId, answer: Answer, threshold?: Day): void {
    const kept = mergeAnswers(this.#answers.get(question), answer, threshold);
    this.#answers.delete(question);
    this.#answers.set(question, kept);
    this.changes.push({ do: 'record_answer', question, answer: kept });
  }

  /** Takes back the answer that was given last. @returns its question, or null when there is none */
  withdrawLast(): QuestionId | null {
    const last = [...this.#answers.keys()].at(-1);
    if (last === undefined) return null;
    this.withdraw(last);
    return last;
  }

  withdraw(question: QuestionId): void {
    if (!this.#answers.delete(question)) return;
    this.changes.push({ do: 'withdraw_answers', questions: [question] });
  }

  withdrawAll(): void {
    this.#answers.clear();
    this.changes.push({ do: 'withdraw_answers', questions: null });
  }

  nextQuestion(pathways: readonly PathwayId[]): NextQuestion | null {
    return nextQuestion(this.house.programme, this.answers, this.today, pathways);
  }

  assess(pathways: readonly PathwayId[]): Assessment[] {
    const { programme } = this.house;
    const asked = pathways.flatMap((id) => programme.pathways.get(id) ?? []);
    return asked.map((pathway) => assessPathway(programme, pathway, this.answers, this.today));
  }

  /** Assesses the pathways and has the results recorded. */
  recordAssessments(pathways: readonly PathwayId[]): Assessment[] {
    const asked = this.assess(pathways);
    const common = { on: this.today, programme: this.house.programme.hash, answers: new Map(this.answers) };
    for (const assessment of asked) this.changes.push({ do: 'record_assessment', assessment, ...common });
    return asked;
  }

  /** The results the person was told last, those of this turn included. */
  async lastScreening(): Promise<Screening | null> {
    return screeningIn(this.changes, this.today) ?? this.lookUp.screening();
  }

  /** @returns the code by which anybody can check what was said in that screening */
  giveSlip({ turn }: Screening): string {
    const code = slipCode(this.lookUp.random);
    this.changes.push({ do: 'give_slip', code, screening: turn });
    return code;
  }

  /** Registers the person, once. @returns the reference; null for who is registered already, or did not agree */
  register(): string | null {
    if (this.#reference !== null || this.#consent !== 'given') return null;
    this.#reference = registrationReference(this.lookUp.random);
    this.changes.push({ do: 'register', reference: this.#reference });
    return this.#reference;
  }

  /** @returns whether it is kept: of who is not registered no reason is */
  giveReason(reason: Reason): boolean {
    if (this.#reference === null) return false;
    this.changes.push({ do: 'give_reason', reason });
    return true;
  }

  wish(pathway: PathwayId): void {
    if (this.#wishes.has(pathway)) return;
    this.#wishes.add(pathway);
    this.changes.push({ do: 'wish', pathway });
  }

  withdrawWish(pathway: PathwayId): void {
    if (this.#wishes.delete(pathway)) this.changes.push({ do: 'withdraw_wish', pathway });
  }

  /** They wrote something of their own, which is not for the bot alone: who closed or put off their case sees it. */
  wroteFreely(intent: Intent | null): void {
    if (intent === 'greeting' || intent === 'thanks') return;
    if (this.case.closedRecently || this.case.isAsleep) this.openCase('wrote_again');
  }

  openCase(reason: string, urgent = false): void {
    this.changes.push({ do: 'open_case', reason, urgent });
  }

  /** How the person may be reached, for whoever takes their case. */
  noteContact(contact: Contact): void {
    this.changes.push({ do: 'note_contact', contact });
  }

  /** Everything of the person is erased once what this turn says is on its way. @returns what they can show for it */
  forget(): string {
    const receipt = appointmentCode(this.lookUp.random);
    this.forgetVisits();
    this.#answers.clear();
    this.#wishes.clear();
    this.#language = null;
    this.#consent = 'not_asked';
    this.changes.push({ do: 'forget', receipt });
    return receipt;
  }

  /** Nobody understood: counted by what it came nearest to. */
  countMissed(nearest: string): void {
    this.changes.push({ do: 'count_missed', nearest });
  }

  /** Who wants no more messages does not wish to be told of anything either, nor can be offered a place. */
  stopAddress(): void {
    this.leaveList();
    for (const pathway of this.#wishes) this.withdrawWish(pathway);
    this.changes.push({ do: 'stop_address' });
  }

  /** The next part of a long text goes out. */
  sendRest(): void {
    this.changes.push({ do: 'send_rest' });
  }

  resumeAddress(): void {
    this.changes.push({ do: 'resume_address' });
  }

  /** They are somebody else than the person their number belonged to; in which language they are at home nobody knows. */
  part(): void {
    this.#doubted = false;
    this.#language = null;
    this.changes.push({ do: 'part_address', now: this.lookUp.now });
  }
}
