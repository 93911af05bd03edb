import type { Tongue } from '../frame/tongue.ts';
import type { Carried } from './carry-over.ts';

/** What was typed is sent along with the sign-in; it is nowhere else meanwhile. */
export function CarriedFields({ tongue, carried }: { readonly tongue: Tongue; readonly carried: Carried | null }) {
  if (carried === null) return null;
  return (
    <>
      <p class="notice" role="status">
        {tongue.say('console.sign-in.carried')}
      </p>
      <input type="hidden" name="carried_number" value={carried.number} />
      <input type="hidden" name="carried_kind" value={carried.kind} />
      <input type="hidden" name="carried_form" value={carried.form} />
      {/* Not an input: it keeps the ends of lines. A first line that is empty would be lost without the one before it. */}
      <textarea name="carried_text" hidden>
        {`\n${carried.text}`}
      </textarea>
    </>
  );
}
