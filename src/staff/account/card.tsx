import type { ComponentChildren } from 'preact';
import { Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

/** What every page of this room is given. */
export type CardProps = Pick<PageProps, 'visit' | 'css'>;

/** A page that is one short form. */
export function Card({
  visit,
  css,
  title,
  children,
}: CardProps & { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="sign-in">
        <h1>{title}</h1>
        {children}
      </div>
    </Page>
  );
}

/** What went wrong, by the sentence that says it and the number it names. */
export type TroubleProps = { readonly key: `console.${string}`; readonly n?: number };

/** That it is too early to try again. */
export function waiting(seconds: number): TroubleProps {
  if (seconds > 90) return { key: 'console.sign-in.wait.minutes', n: Math.ceil(seconds / 60) };
  return { key: 'console.sign-in.wait', n: seconds };
}

/** Says what went wrong, and is read out at once. */
export function Trouble({ tongue, trouble }: { readonly tongue: Tongue; readonly trouble: TroubleProps | null }) {
  if (trouble === null) return null;
  return (
    <p class="refusal" role="alert" id="refusal">
      {tongue.say(trouble.key, { n: trouble.n ?? 0 })}
    </p>
  );
}

type FieldProps = {
  readonly id: string;
  readonly label: string;
  readonly type: 'text' | 'password' | 'email';
  readonly autocomplete: string;
  readonly value?: string;
  readonly hint?: string;
};

/** One thing to type, with its name. */
export function Field({ id, label, type, autocomplete, value, hint }: FieldProps) {
  return (
    <>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={id}
        // The types know each kind of input alone, and here it is one of three.
        type={type as 'text'}
        autocomplete={autocomplete}
        required
        value={value}
        maxLength={type === 'email' ? 254 : 1000}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}

/** One act on one press. */
export function Act({
  to,
  label,
  isGrave = false,
  children,
}: {
  readonly to: string;
  readonly label: string;
  readonly isGrave?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <form method="post" action={to} class="act">
      {children}
      <button type="submit" class={isGrave ? 'grave' : undefined}>
        {label}
      </button>
    </form>
  );
}
