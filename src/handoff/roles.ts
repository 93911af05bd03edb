/**
 * What a member of staff is here for. Advisers talk with people; a supervisor looks after the advisers' work; a programme manager
 * after what the bot says; an auditor reads what was done; an administrator makes accounts.
 */
export const ROLES = ['adviser', 'supervisor', 'programme_manager', 'auditor', 'administrator'] as const;

export type Role = (typeof ROLES)[number];

/** What each role may do at the desk. What is done with one case is narrowed further by `caseCan`. */
const ROLE_CAN = {
  read_cases: ['adviser', 'supervisor', 'auditor'],
  /** What the person said and answered, and where they are reached: an auditor reads a case without it. */
  read_words: ['adviser', 'supervisor'],
  work_cases: ['adviser', 'supervisor'],
  /** Take a case from a colleague, and give it to another. */
  direct_cases: ['supervisor'],
  reveal_addresses: ['adviser', 'supervisor'],
  keep_diary: ['adviser', 'supervisor'],
  read_programme: ['adviser', 'supervisor', 'programme_manager', 'auditor', 'administrator'],
  settle_marks: ['programme_manager'],
  /** Close an office, a pathway or the programme: one proposes, another puts it in force. */
  close: ['supervisor', 'programme_manager'],
  read_reports: ['supervisor', 'programme_manager', 'auditor'],
  export_reports: ['supervisor', 'programme_manager'],
  review_talks: ['supervisor', 'programme_manager'],
  read_audit: ['auditor', 'administrator'],
  export_audit: ['auditor', 'administrator'],
  manage_accounts: ['administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type StaffAct = keyof typeof ROLE_CAN;

/** Whether somebody of this role may do this. */
export function roleCan(role: Role, act: StaffAct): boolean {
  return (ROLE_CAN[act] as readonly Role[]).includes(role);
}
