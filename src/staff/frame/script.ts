import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { HOME } from './layout.tsx';

const require = createRequire(import.meta.url);

type Script = { readonly name: string; readonly text: string; readonly address: string };

/** The scripts of all pages, in the order in which they run: what morphs a page into a newer one, and ours. */
export async function readScripts(): Promise<readonly Script[]> {
  const idiomorph = require.resolve('idiomorph/dist/idiomorph.min.js');
  const files = { 'idiomorph.js': idiomorph, 'desk.js': new URL('./desk.js', import.meta.url) };
  return Promise.all(
    Object.entries(files).map(async ([name, file]) => {
      const text = await readFile(file, 'utf8');
      const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
      return { name, text, address: `${HOME}/${name}?v=${version}` };
    }),
  );
}

/** Serves them; their addresses change with their content, so that browsers may keep them. */
export function scriptRoutes(server: FastifyInstance, scripts: readonly Script[]): void {
  for (const { name, text } of scripts) {
    server.get(`/${name}`, async (_request, reply) =>
      reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(text),
    );
  }
}
