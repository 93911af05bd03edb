import { DANGERS, type Danger } from './danger.ts';

/** What a text wants, as `locales/<language>/hearing/intents.txt` heads its examples. */
export type Intent = string & { readonly brand: 'Intent' };

/**
 * What can be said from anywhere, whatever is being asked: heard before an answer to the open question, where a text is word for
 * word this and nothing else.
 */
export const COMMANDS = [
  'stop',
  'talk_to_human',
  'help',
  'why',
  'language',
  'back',
  'restart',
  'menu',
  'delete_data',
  'more',
  'my_data',
  'my_case',
  'slip',
  'change_answer',
  'listen',
] as const;

/**
 * What a person can want that the talk knows how to do. Every other intent is what a pathway or topic is asked as
 * (`askedAs` in its file), names a language, or is a danger.
 */
export const ACTS = [
  ...COMMANDS,
  'continue',
  'pathways_info',
  'eligibility',
  'appointment_book',
  'appointment_change',
  'appointment_cancel',
  'appointment_when',
  'appointment_lost',
  'appointment_late',
  'appointment_coming',
  'waiting_list',
  'waiting_leave',
  'office_where',
  'greeting',
  'thanks',
  'robot',
  'insult',
  'out_of_scope',
] as const;

export type Act = (typeof ACTS)[number];

/** Somebody tells of themselves and wants nothing that could be done: perhaps an answer, which the open question must hear. */
export const TELLING = 'telling' as Intent;

/**
 * Heard word for word only: its examples teach nothing. Who wants to hear says it in a few words; learned from them, "quiero" and "i want"
 * took two cries of the held texts for it.
 */
export const UNLEARNED: readonly Intent[] = ['listen' as Intent];

/** Whether an intent is a command, such as STOP, or names a language. */
export function isCommand(intent: string): boolean {
  return COMMANDS.some((command) => command === intent) || intent.startsWith('language_change:');
}

/** The intent as something the talk knows how to do, or null. */
export function actOf(intent: string): Act | null {
  return ACTS.find((act) => act === intent) ?? null;
}

/** The danger that an intent is, or null. */
export function dangerOf(intent: string): Danger | null {
  return DANGERS.find((danger) => intent === `danger:${danger}`) ?? null;
}
