import type { CaseRefusal } from '../../handoff/case-can.ts';
import type { Recording, RecordingState } from '../../records/recordings.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

export type RecordingProps = {
  readonly tongue: Tongue;
  /** The case's. */
  readonly number: number;
  /** Undefined where nothing was kept of it. */
  readonly recording: Recording | undefined;
  /** Whether the message itself is kept: the person had agreed, and has not taken it back. */
  readonly isKept: boolean;
  /** Why the reader may not hear it; null for the adviser who has the case. */
  readonly refusal: CaseRefusal | null;
};

/** What somebody said aloud, to be heard; or why it cannot be. */
export function RecordingView({ tongue, number, recording, isKept, refusal }: RecordingProps) {
  const words = isKept ? whyNot(tongue, recording, refusal) : tongue.say('console.recording.not-kept');
  if (words !== null) return <p class="missing">{words}</p>;
  const { message = 0, seconds = null } = recording ?? {};
  const label =
    seconds === null
      ? tongue.say('console.recording.label')
      : tongue.say('console.recording.label.seconds', { n: seconds });
  return (
    <p class="recording">
      <span>{label}</span>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what a person has just said aloud */}
      <audio controls preload="none" aria-label={label} src={`${HOME}/cases/${number}/recordings/${message}`} />
    </p>
  );
}

/** In the order in which it concerns the reader: that it is gone is told before that they may not hear it. */
function whyNot(tongue: Tongue, recording: Recording | undefined, refusal: CaseRefusal | null): string | null {
  if (recording === undefined) return tongue.say('console.recording.none');
  const missing = WORDS[recording.state];
  if (missing !== null) return tongue.say(`console.recording.${missing}`);
  if (refusal === null) return null;
  return tongue.say(`console.recording.${refusal === 'waiting' || refusal === 'asleep' ? 'claim-first' : 'not-yours'}`);
}

const WORDS: Readonly<Record<RecordingState, string | null>> = {
  here: null,
  coming: 'coming',
  over: 'over',
  refused: 'refused',
  gone: 'lost',
  unreachable: 'lost',
  elsewhere: 'lost',
  no_sound: 'no-sound',
  too_large: 'too-large',
};
