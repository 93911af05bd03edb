import type { Appointment } from '../../appointments/appointment.ts';
import type { Instant, LocalDateTime } from '../../appointments/local-time.ts';
import type { House } from '../../conversation/house.ts';
import type { OrganisationId } from '../../handoff/organisation.ts';
import type { Case, KeptAssessment } from '../../records/case-file.ts';
import type { Beside } from '../../records/queue.ts';
import type { Answer } from '../../screening/answer.ts';
import type { QuestionId } from '../../screening/names.ts';
import type { PageProps } from '../frame/layout.tsx';
import type { StaffVisit } from '../frame/visit.ts';
import type { Reach } from './addresses.ts';
import type { CannedReply } from './canned.ts';
import type { Casework } from './casework.ts';
import type { Voice } from './line-view.tsx';
import type { Packet } from './packet.ts';
import type { TalkPage } from './talk-page.ts';

/** What is kept of a case and its person, and what is done in it. */
export type CaseFile = {
  readonly case: Case;
  readonly reach: Reach;
  readonly appointment: Appointment | null;
  readonly answers: ReadonlyMap<QuestionId, Answer>;
  readonly assessments: readonly KeptAssessment[];
  readonly talk: TalkPage;
  readonly packet: Packet;
  readonly voice: Voice;
  readonly beside: Beside;
  readonly work: Casework;
};

/** All that a case page shows. */
export type CasePageProps = Pick<PageProps, 'css'> & {
  readonly visit: StaffVisit;
  readonly house: House;
  readonly file: CaseFile;
  /** Programme time. */
  readonly clock: Instant;
  /** By how many milliseconds programme time is ahead of real time. */
  readonly ahead: number;
  /** The desk's own wall clock. */
  readonly now: LocalDateTime;
  readonly canned: readonly CannedReply[];
  /** Those to whom the case may be passed on. */
  readonly organisations: readonly OrganisationId[];
  /** What is to be told of the last act; `refused` where it was not done. */
  readonly notice: { readonly text: string; readonly isRefusal: boolean } | null;
  readonly typed: Typed | null;
  /** When the newest word came that the page showed as it was opened; null while it is being opened. */
  readonly heard: number | null;
};

/** What was typed in a form that was refused. @property path of the form, behind the case's */
export type Typed = {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Those that could not be read. */
  readonly wrong: readonly string[];
};
