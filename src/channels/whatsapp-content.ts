import { z } from 'zod';
import type { Content } from '../people/message.ts';
import { identifier, maybe, safeName, words } from './lenient.ts';

/** What a message came to: something a person said, or the name under which it is set aside. */
export type Read = { readonly content: Content } | { readonly setAside: string };

const reply = maybe(z.object({ id: identifier, title: words }));
const captioned = maybe(z.object({ caption: words }));
const degrees = (limit: number) => maybe(z.number().min(-limit).max(limit));

/** The bodies we read. Everything else a message may hold is left unread. */
const bodies = z.object({
  text: maybe(z.object({ body: words })),
  ephemeral: maybe(z.object({ body: words })),
  button: maybe(z.object({ payload: identifier, text: words })),
  interactive: maybe(
    z.object({
      type: identifier,
      button_reply: reply,
      list_reply: reply,
      nfm_reply: maybe(z.object({ response_json: words })),
    }),
  ),
  location: maybe(z.object({ latitude: degrees(90), longitude: degrees(180) })),
  audio: maybe(z.object({ id: identifier, mime_type: identifier, voice: maybe(z.boolean()) })),
  image: captioned,
  video: captioned,
  document: captioned,
  sticker: captioned,
  unsupported: maybe(z.object({ type: identifier })),
});

type Bodies = z.infer<typeof bodies>;

/** Kinds nobody is answered for. */
export const SET_ASIDE: readonly string[] = ['reaction', 'order', 'edit'];

/** One reader per kind of message. A kind that is missing here is unreadable by its name. */
const READERS: Readonly<Record<string, (message: Bodies) => Read>> = {
  text: ({ text }) => said(text?.body),
  ephemeral: ({ text, ephemeral }) => said(text?.body ?? ephemeral?.body),
  // Opened the chat for the first time and wrote nothing yet.
  request_welcome: () => said(''),
  button: ({ button }) => templateButton(button),
  interactive: ({ interactive }) => interaction(interactive),
  location: ({ location }) => place(location),
  audio: ({ audio }) => spoken(audio),
  image: ({ image }) => captionOr('image', image?.caption),
  video: ({ video }) => captionOr('video', video?.caption),
  document: ({ document }) => captionOr('document', document?.caption),
  sticker: () => ({ content: { kind: 'media', media: 'sticker' } }),
  // Other people's names and numbers: they are not read.
  contacts: () => ({ content: { kind: 'media', media: 'contacts' } }),
  unsupported: ({ unsupported }) => unreadable(named('unsupported', unsupported?.type)),
};

const KINDS = [...Object.keys(READERS), ...SET_ASIDE, 'system', 'revoke'];

/** The provider's name of a message's kind; where it gives none, the kind whose body the message holds, or ''. */
export function kindOf(type: string | null | undefined, message: unknown): string {
  const held = new Map(Object.entries(message ?? {}));
  return type ?? KINDS.find((kind) => typeof held.get(kind) === 'object' && held.get(kind) !== null) ?? '';
}

/** What a message of a kind says. */
export function readContent(kind: string, message: unknown): Read {
  const parsed = bodies.safeParse(message);
  if (!parsed.success) return { setAside: 'malformed message' };
  if (SET_ASIDE.includes(kind)) return { setAside: kind };
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  return reader === undefined ? unreadable(safeName(kind)) : reader(parsed.data);
}

function said(text: string | null | undefined): Read {
  return text === null || text === undefined ? unreadable('text') : { content: { kind: 'text', text } };
}

/** Meta's ids are figures; anything else would be a part of an address. */
const MEDIA_ID = /^\d{1,32}$/;

function spoken(audio: Bodies['audio']): Read {
  const { id, mime_type: type, voice } = audio ?? {};
  const isKept = id !== null && id !== undefined && MEDIA_ID.test(id);
  const sound = isKept && { sound: { by: 'meta', at: id, type: type ?? '' } as const };
  return { content: { kind: 'media', media: voice === true ? 'voice' : 'audio', ...sound } };
}

function unreadable(name: string): Read {
  return { content: { kind: 'unreadable', name } };
}

function named(kind: string, type: string | null | undefined): string {
  return type === null || type === undefined ? kind : `${kind}:${safeName(type)}`;
}

/** Typed words are heard even beside a picture: someone may ask for help in a caption. */
function captionOr(media: 'image' | 'video' | 'document', caption: string | null | undefined): Read {
  const isEmpty = caption === null || caption === undefined || caption.trim() === '';
  return { content: isEmpty ? { kind: 'media', media } : { kind: 'text', text: caption } };
}

/** A template's quick reply. Without a payload of ours Meta repeats the words there: those are words, not an id. */
function templateButton(button: Bodies['button']): Read {
  const { payload, text } = button ?? {};
  const isOurs = payload !== null && payload !== undefined && payload !== text?.trim();
  if (isOurs) return { content: { kind: 'choice', id: payload, title: text ?? '' } };
  return text === null || text === undefined ? unreadable('button') : said(text);
}

function interaction(interactive: Bodies['interactive']): Read {
  if (interactive === null || interactive === undefined) return unreadable('interactive');
  const { type, button_reply, list_reply, nfm_reply } = interactive;
  if (type === 'call_permission_reply') return { setAside: 'call_permission_reply' };
  if (nfm_reply !== null && nfm_reply !== undefined) return form(nfm_reply.response_json);
  const { id, title } = button_reply ?? list_reply ?? {};
  if (id !== null && id !== undefined) return { content: { kind: 'choice', id, title: title ?? '' } };
  return title === null || title === undefined ? unreadable(named('interactive', type)) : said(title);
}

/** We send no forms. Only an answer that really is one gets an answer. */
function form(answer: string | null | undefined): Read {
  try {
    const value: unknown = JSON.parse(answer ?? '');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return unreadable('flow');
  } catch {
    // Broken JSON is no form either.
  }
  return { setAside: 'nfm_reply' };
}

function place(location: Bodies['location']): Read {
  const { latitude, longitude } = location ?? {};
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return unreadable('location');
  return { content: { kind: 'location', latitude, longitude } };
}
