import formbody from '@fastify/formbody';
import type { FastifyPluginAsync } from 'fastify';
import type { MovableClock } from '../src/database/programme-clock.ts';

const HOUR = 3600_000;
const STEPS: ReadonlyMap<number, string> = new Map([
  [1, 'An hour later'],
  [3, 'Three hours later'],
  [24, 'A day later'],
  [48, 'Two days later'],
]);

/**
 * A page on which time passes at once: what is due two days before an appointment comes while one looks. Mounted at `/later`.
 * @param clock null until Camino runs
 */
export function laterPage(clock: () => MovableClock | null): FastifyPluginAsync {
  return async (server) => {
    await server.register(formbody);
    server.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page(clock())));
    server.post<{ Querystring: { hours?: string } }>('/', async ({ query }, reply) => {
      const hours = Number(query.hours);
      if (STEPS.has(hours)) await clock()?.move(hours * HOUR);
      return reply.redirect('/later/', 303);
    });
  };
}

function page(clock: MovableClock | null): string {
  const now = clock === null ? 'not yet known' : new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ');
  const buttons = [...STEPS].map(
    ([hours, label]) => `<form method="post" action="?hours=${hours}"><p><button>${label}</button></p></form>`,
  );
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Later</title><style>body { font: 1rem/1.5 system-ui; margin: 1.5rem } button { font: inherit; padding: 0.5rem 1rem }</style>
<h1>Later</h1><p>Programme time: ${now} (UTC). What is due comes to the phones within half a minute.</p>${buttons.join('')}</html>`;
}
