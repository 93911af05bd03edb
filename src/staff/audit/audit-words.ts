import type { AuditLine, Colleague } from '../../records/audit-reading.ts';
import type { Tongue } from '../frame/tongue.ts';

/** What was done. An act that no catalogue knows any more keeps its name. */
export function actWords(tongue: Tongue, act: string): string {
  const key = `console.audit.act.${act}` as const;
  return tongue.has(key) ? tongue.say(key) : act;
}

/** Who did it. */
export function whoWords(tongue: Tongue, { staff }: AuditLine): string {
  return staff ?? tongue.say('console.audit.nobody');
}

/** The case an act was about, or null. What was forgotten has no page any more. */
export function caseIn({ subject, act }: AuditLine): number | null {
  return subject !== null && act !== 'person_forgotten' && /^[1-9]\d*$/.test(subject) ? Number(subject) : null;
}

/** What is known of an act beside who, when and which case; empty where that is all. */
export function detailWords(tongue: Tongue, colleagues: readonly Colleague[], line: AuditLine): string[] {
  return Object.entries(line.detail ?? {}).map(([name, value]) => {
    const text = String(value);
    if (name === 'act') return actWords(tongue, text);
    if (name === 'staff') return colleagues.find(({ id }) => id === text)?.name ?? text;
    if (name === 'from' || name === 'until') return tongue.say(`console.audit.detail.${name}`, { day: text });
    const reason = `console.reveal.reason.${text}` as const;
    return name === 'reason' && tongue.has(reason) ? tongue.say(reason) : `${name}: ${text}`;
  });
}
