import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sightOf } from '../../handoff/organisation.ts';
import { roleCan } from '../../handoff/roles.ts';
import { isCaseSeen } from '../../records/case-file.ts';
import { beat, leave, presentIn } from '../../records/presence.ts';
import type { Staff } from '../../records/staff.ts';
import { caseNumber } from '../case/case-number.ts';
import { type StyledDesk, send, sendTrouble, whenStaff } from '../frame/serve.ts';
import { keepKeys, tokenIn, visitOf } from '../frame/visit.ts';
import { Presence } from './presence-view.tsx';
import { Stream } from './stream.ts';
import { Watch } from './watch.ts';

/** A browser has one for all its pages; a few more are left for those that cannot share. */
const MOST_STREAMS = 6;
const BEAT_MS = 20_000;

const version = z.string().regex(/^\d{1,19}$/);
const beatForm = z.object({ types: z.enum(['yes', 'no']).default('no'), left: z.literal('yes').optional() });
const keysForm = z.object({ keys: z.enum(['on', 'off']), back: z.string().regex(/^\/staff\/[^\\\p{C}]*$/u) });

/** What keeps pages fresh: what changed, who looks at a case, and whether single keys act. */
export function liveRoutes(server: FastifyInstance, desk: StyledDesk): void {
  streamRoute(server, desk);
  presenceRoutes(server, desk);
  server.post('/keys', async (request, reply) => {
    const form = keysForm.safeParse(request.body);
    if (!form.success) return sendTrouble(desk, request, reply.code(400));
    keepKeys(desk, reply, form.data.keys);
    return reply.redirect(form.data.back, 303);
  });
}

function streamRoute(server: FastifyInstance, desk: StyledDesk): void {
  const watch = new Watch(desk.database, desk.house.offices);
  const open = new Map<string, Set<Stream>>();
  server.addHook('preClose', async () => {
    for (const streams of open.values()) for (const stream of streams) stream.end();
  });
  server.get('/live', async (request, reply) => {
    const token = tokenIn(desk, request);
    const staff = await whoHears(desk, request);
    if (token === null || staff === null) return reply.code(401).send();
    const mine = open.get(token) ?? new Set();
    if (mine.size >= MOST_STREAMS) return reply.code(429).send();
    reply.hijack();
    const stream = new Stream(reply.raw, reply.getHeaders());
    open.set(token, mine.add(stream));
    const stops = watch.listen(sinceOf(request), {
      sight: sightOf(desk.house, staff.organisation),
      keepsDiary: roleCan(staff.role, 'keep_diary'),
      tell: (names, at) => stream.tell(names, at),
    });
    // Whoever is signed out meanwhile hears nothing more.
    const beating = setInterval(() => {
      whoHears(desk, request).then(
        (still) => (still === null ? stream.end() : stream.beat()),
        () => stream.beat(),
      );
    }, BEAT_MS);
    reply.raw.once('close', () => {
      clearInterval(beating);
      mine.delete(stream);
      if (mine.size === 0) open.delete(token);
      stops.then(
        (stop) => stop(),
        () => undefined,
      );
    });
    await stops.catch(() => stream.end());
    return reply;
  });
}

/** Who is signed in and reads cases; null for others. */
async function whoHears(desk: StyledDesk, request: FastifyRequest): Promise<Staff | null> {
  const { staff } = await visitOf(desk, request);
  return staff !== null && roleCan(staff.role, 'read_cases') ? staff : null;
}

/** A browser that comes again says itself what it heard last; the page that it shows is older. */
function sinceOf({ headers, query }: FastifyRequest): string | null {
  const heard = [headers['last-event-id'], (query as { since?: unknown }).since];
  return heard.map((each) => version.safeParse(each)).find(({ success }) => success)?.data ?? null;
}

function presenceRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database } = desk;
  const numberOf = (request: FastifyRequest) => caseNumber.safeParse((request.params as { number: string }).number);
  server.get('/cases/:number/presence', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_cases', async ({ tongue, staff }) => {
      const number = numberOf(request);
      if (!number.success || !(await isCaseSeen(database, sightOf(desk.house, staff.organisation), number.data)))
        return sendTrouble(desk, request, reply.code(404));
      const present = await presentIn(database, [number.data]);
      return send(reply, Presence({ tongue, staff, number: number.data, present }));
    }),
  );
  server.post('/cases/:number/presence', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_cases', async ({ staff }): Promise<FastifyReply> => {
      const number = numberOf(request);
      const form = beatForm.safeParse(request.body ?? {});
      if (!number.success || !form.success) return sendTrouble(desk, request, reply.code(400));
      if (!(await isCaseSeen(database, sightOf(desk.house, staff.organisation), number.data)))
        return sendTrouble(desk, request, reply.code(404));
      if (form.data.left === 'yes') await leave(database, number.data, staff.id);
      else await beat(database, { number: number.data, staff: staff.id, types: form.data.types === 'yes' });
      return reply.code(204).send();
    }),
  );
}
