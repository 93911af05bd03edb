import type { Condition, FactTest } from '../screening/condition.ts';

/** A question, as far as its menu matters. */
type Menu = { readonly id: string; readonly kind: string; readonly values: readonly string[] };

/**
 * Marks the tests of a condition that name a country which the menu of their question does not.
 * "Another country" is then not "none of these": it is not known which.
 */
export function withMenus(condition: Condition, menus: readonly Menu[]): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => withMenus(part, menus)) };
  if ('any' in condition) return { any: condition.any.map((part) => withMenus(part, menus)) };
  if ('not' in condition) return { not: withMenus(condition.not, menus) };
  if (!('fact' in condition)) return condition;
  const menu = menus.find(({ id }) => id === condition.fact);
  if (menu === undefined || (menu.kind !== 'country' && menu.kind !== 'nationality')) return condition;
  return named(condition).every((value) => menu.values.includes(value))
    ? condition
    : { ...condition, beyondMenu: true };
}

function named(test: FactTest): string[] {
  if ('is' in test) return [String(test.is)];
  if ('in' in test) return [...test.in];
  return 'onlyIn' in test ? [...test.onlyIn] : [];
}
