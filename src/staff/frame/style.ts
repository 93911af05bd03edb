import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyReply } from 'fastify';
import { HOME } from './layout.tsx';

/** The style sheet of all pages. @property address where it is; it changes with the content, so that browsers may keep it */
type Style = { readonly text: string; readonly address: string };

/** In the order in which they are read: what all pages share, then each kind of page. */
const SHEETS = ['base', 'account', 'queue', 'case', 'transcript', 'audit', 'diary', 'programme', 'reports'];

export async function readStyle(): Promise<Style> {
  const sheets = SHEETS.map((name) => readFile(new URL(`./styles/${name}.css`, import.meta.url), 'utf8'));
  const text = (await Promise.all(sheets)).join('\n');
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { text, address: `${HOME}/console.css?v=${version}` };
}

export function sendStyle(reply: FastifyReply, { text }: Style): FastifyReply {
  return reply
    .type('text/css; charset=utf-8')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .send(text);
}
