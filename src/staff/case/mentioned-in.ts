import { normalise } from '../../language/normalise.ts';
import type { Staff, StaffId } from '../../records/staff.ts';

type Colleague = Pick<Staff, 'id' | 'name'>;

/**
 * Whom a text calls by `@name`: by their whole name, or by its beginning where only one of them is called so. Accents and capitals make
 * no difference.
 */
export function mentionedIn(text: string, colleagues: readonly Colleague[]): StaffId[] {
  const names = colleagues.map(({ id, name }) => ({ id, name: normalise(name) }));
  const found = text
    .split('@')
    .slice(1)
    .flatMap((part) => {
      const called = normalise(part);
      const whole = names.filter(({ name }) => begins(called, name));
      if (whole.length > 0) return whole.sort((a, b) => b.name.length - a.name.length).slice(0, 1);
      const first = names.filter(({ name }) => begins(called, name.split(' ')[0] ?? name));
      return first.length === 1 ? first : [];
    });
  return [...new Set(found.map(({ id }) => id))];
}

function begins(text: string, name: string): boolean {
  return name !== '' && (text === name || text.startsWith(`${name} `));
}
