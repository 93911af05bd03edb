import type { CaseAct } from '../../handoff/case-can.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import type { CasePageProps, Typed } from './case-props.ts';
import { refusalWords } from './refusal-words.ts';

/** Where a form of a case goes. */
export function actionOf({ file }: Pick<CasePageProps, 'file'>, path: string): string {
  return `${HOME}/cases/${file.case.number}/${path}`;
}

/** What was typed in a field of a form that was refused; empty where it was not this form. */
export function typedIn({ typed }: CasePageProps, path: string, field: string): string {
  return typed?.path === path ? (typed.fields[field] ?? '') : '';
}

/** Says beside a field that it could not be read. */
export function Wrong({
  tongue,
  typed,
  path,
  field,
}: {
  tongue: Tongue;
  typed: Typed | null;
  path: string;
  field: string;
}) {
  if (typed?.path !== path || !typed.wrong.includes(field)) return null;
  return (
    <p class="wrong" id={wrongId(path, field)}>
      {tongue.say('console.act.wrong-field')}
    </p>
  );
}

/** The attributes of a field that could not be read, for whoever hears the page. */
export function wrongness({ typed }: CasePageProps, path: string, field: string) {
  const isWrong = typed?.path === path && typed.wrong.includes(field);
  return isWrong ? { 'aria-invalid': true as const, 'aria-describedby': wrongId(path, field) } : {};
}

function wrongId(path: string, field: string): string {
  return `wrong-${path.replaceAll('/', '-')}-${field}`;
}

/** A button that does something with the case; one that cannot be used stands there all the same, and says why. */
export function ActButton({
  page: { file, visit },
  act,
  reason = null,
  children,
  ...attributes
}: {
  page: CasePageProps;
  act: CaseAct;
  /** Why not, where it is not the case that forbids it. */
  reason?: string | null;
  children: string;
  class?: string | undefined;
  name?: string;
  value?: string;
  'data-key'?: string | undefined;
}) {
  const refusal = file.work.refusal(act);
  const why = refusal === null ? reason : refusalWords(visit.tongue, refusal);
  const id = `why-${act}${attributes.value ?? ''}`;
  return (
    <span class="act">
      <button
        type="submit"
        {...attributes}
        data-act={act}
        disabled={why !== null}
        aria-describedby={why === null ? undefined : id}
      >
        {children}
      </button>
      {why !== null && (
        <span class="why" id={id}>
          {why}
        </span>
      )}
    </span>
  );
}
