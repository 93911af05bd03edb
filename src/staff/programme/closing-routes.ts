import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Closed, ClosingId } from '../../appointments/closing.ts';
import { type ClosingRefusal, confirm, propose, reopen } from '../../desk/closing.ts';
import { standingClosings } from '../../records/closings.ts';
import { isDay } from '../../screening/names.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, sendTrouble, whenStaff } from '../frame/serve.ts';
import type { Desk } from '../frame/visit.ts';
import { ClosingBanner } from './closing-banner.tsx';

const MOST_DAYS = 366;

const day = z.string().refine(isDay).or(z.literal(''));
const form = z.object({ what: z.string(), from: day.default(''), until: day.default('') });
const key = z.uuid().transform((id) => id as ClosingId);

/** Closing by two people: one proposes, another puts it in force, either withdraws it or opens again. */
export function closingRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/closings', (request, reply) =>
    whenStaff(desk, request, reply, 'read_programme', async ({ tongue }) =>
      send(reply, ClosingBanner({ tongue, house: desk.house, closings: await standingClosings(desk.database) })),
    ),
  );
  server.post('/closings', (request, reply) =>
    whenStaff(desk, request, reply, 'close', async ({ staff }) => {
      const read = form.safeParse(request.body ?? {});
      const closed = read.success ? closedIn(desk, read.data) : null;
      if (closed === null) return sendTrouble(desk, request, reply.code(400));
      return toPage(reply, await propose(desk, staff, closed));
    }),
  );
  const acts = { force: confirm, end: reopen } as const;
  for (const act of ['force', 'end'] as const) {
    server.post(`/closings/:id/${act}`, (request, reply) =>
      whenStaff(desk, request, reply, 'close', async ({ staff }) => {
        const id = key.safeParse((request.params as { id: string }).id);
        if (!id.success) return sendTrouble(desk, request, reply.code(404));
        return toPage(reply, await acts[act](desk, staff, id.data));
      }),
    );
  }
}

function toPage(reply: FastifyReply, refusal: ClosingRefusal | null): FastifyReply {
  return reply.redirect(`${HOME}/programme${refusal === null ? '' : `?closing=${refusal}`}#closings`, 303);
}

/** What the form names, if there is such a thing; days are for offices alone, both of them or none. */
function closedIn({ house }: Desk, { what: named, from, until }: z.infer<typeof form>): Closed | null {
  const [what = '', which = null] = named.split(' ');
  if (what === 'programme') return from === '' && until === '' ? { what, which: null, days: null } : null;
  if (what === 'pathway') {
    const isKnown = [...house.programme.pathways.keys()].some((id) => id === which);
    return isKnown && from === '' && until === '' ? { what, which, days: null } : null;
  }
  if (what !== 'office' || !house.offices.some(({ id }) => id === which)) return null;
  if (from === '' && until === '') return { what, which, days: null };
  const length = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  return length >= 0 && length <= MOST_DAYS ? { what, which, days: { from, until } } : null;
}
