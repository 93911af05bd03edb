/** How somebody in danger may be reached at their number: by a call, in writing only, or not for now. */
const CONTACTS = ['call', 'write', 'none'] as const;

export type Contact = (typeof CONTACTS)[number];

export function isContact(text: string | undefined): text is Contact {
  return CONTACTS.some((contact) => contact === text);
}
