import { z } from 'zod';
import type { TemplateVersion } from '../language/template.ts';
import { get } from './fetch-media.ts';
import { maybe, words } from './lenient.ts';
import { post } from './post.ts';

/** The WhatsApp Business account whose templates Meta keeps. @property id its number, which is not that of a phone number */
export type MetaAccount = {
  readonly id: string;
  readonly accessToken: string;
  readonly apiUrl: string;
  readonly apiVersion: string;
};

/**
 * A template as Meta keeps it.
 * @property status such as `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`
 * @property reason why it was refused, in Meta's word; null where it was not
 */
export type TemplateAtMeta = Pick<TemplateVersion, 'name' | 'language' | 'body' | 'buttons'> & {
  readonly status: string;
  readonly category: string;
  readonly reason: string | null;
};

/** What Meta answered, or in a few words why it did not. */
export type Answered<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

const component = z.object({
  type: words,
  text: words,
  buttons: maybe(z.array(z.object({ text: words }))),
});
const listed = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: words,
  rejected_reason: words,
  components: maybe(z.array(component)),
});
const page = z.object({
  data: z.array(z.unknown()),
  paging: maybe(z.object({ cursors: maybe(z.object({ after: words })), next: words })),
});
const refused = z.object({
  error: z.object({ code: maybe(z.number()), message: words, error_user_msg: words }),
});
const created = z.object({ status: words, category: words });

const MOST_BYTES = 4 * 1024 * 1024;
const A_PAGE = 100;

/** Everything Meta keeps for the account. */
export async function templatesAtMeta(account: MetaAccount): Promise<Answered<TemplateAtMeta[]>> {
  const found: TemplateAtMeta[] = [];
  let after: string | null = null;
  do {
    const query: URLSearchParams = new URLSearchParams({ limit: String(A_PAGE), ...(after !== null && { after }) });
    const got = await get(`${addressOf(account)}?${query}`, { authorization: bearer(account) }, MOST_BYTES);
    if (typeof got === 'string') return { ok: false, why: `${account.apiUrl} could not be reached` };
    const body = parsed(got.bytes.toString());
    const read = page.safeParse(body);
    if (got.status !== 200 || !read.success) return { ok: false, why: whyOf(got.status, body) };
    found.push(...read.data.data.flatMap(readTemplate));
    // The address of the next page is not followed: our token would go wherever it points.
    after = read.data.paging?.next ? (read.data.paging.cursors?.after ?? null) : null;
  } while (after !== null);
  return { ok: true, value: found };
}

/** Gives Meta one template in one language to read. @returns what Meta made of it: `PENDING (UTILITY)` */
export async function submitTemplate(account: MetaAccount, version: TemplateVersion): Promise<Answered<string>> {
  const headers = { authorization: bearer(account), 'content-type': 'application/json' };
  const posted = await post(addressOf(account), { headers, body: JSON.stringify(submission(version)) });
  if (posted.got !== 'answer') return { ok: false, why: `${account.apiUrl} could not be reached` };
  const read = created.safeParse(posted.body);
  if (posted.status !== 200 || !read.success) return { ok: false, why: whyOf(posted.status, posted.body) };
  const { status, category } = read.data;
  return { ok: true, value: `${status ?? 'no status'} (${category ?? 'no category'})` };
}

/** A template in one language, as Meta takes it. */
export function submission({ name, language, category, body, examples, buttons }: TemplateVersion): object {
  const example = examples.length > 0 && { example: { body_text: [examples] } };
  const replies = buttons.map((text) => ({ type: 'QUICK_REPLY', text }));
  const components = [
    { type: 'BODY', text: body, ...example },
    ...(replies.length > 0 ? [{ type: 'BUTTONS', buttons: replies }] : []),
  ];
  return { name, language, category: category.toUpperCase(), components };
}

/** One that cannot be read is left out: as if it were not there. */
function readTemplate(value: unknown): TemplateAtMeta[] {
  const read = listed.safeParse(value);
  if (!read.success) return [];
  const { name, language, status, category, rejected_reason: reason, components } = read.data;
  const part = (kind: string) => components?.find(({ type }) => type?.toUpperCase() === kind);
  return [
    {
      ...{ name, language, status: status.toUpperCase(), category: category?.toUpperCase() ?? '' },
      body: part('BODY')?.text ?? '',
      buttons: part('BUTTONS')?.buttons?.map(({ text }) => text ?? '') ?? [],
      reason: reason === undefined || reason === null || reason === 'NONE' ? null : reason,
    },
  ];
}

function addressOf({ apiUrl, apiVersion, id }: MetaAccount): string {
  return `${apiUrl.replace(/\/+$/, '')}/${apiVersion}/${id}/message_templates`;
}

function bearer({ accessToken }: MetaAccount): string {
  return `Bearer ${accessToken}`;
}

function whyOf(status: number, body: unknown): string {
  const { error } = refused.safeParse(body).data ?? {};
  return error === undefined
    ? `Meta answered ${status}`
    : `Meta says ${error.code ?? status}: ${error.error_user_msg ?? error.message ?? ''}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
