import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { sightOf } from '../../handoff/organisation.ts';
import { isCaseSeen } from '../../records/case-file.ts';
import { playRecording } from '../../records/recordings.ts';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import { caseNumber } from './case-number.ts';

const address = z.object({ number: caseNumber, message: caseNumber });

/** What somebody said aloud, for the adviser who has their case and for nobody else. */
export function recordingRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, seal, house } = desk;
  server.get('/cases/:number/recordings/:message', async (request, reply) =>
    whenStaff(desk, request, reply, 'work_cases', async ({ staff }) => {
      const asked = address.safeParse(request.params).data;
      const sight = sightOf(house, staff.organisation);
      if (asked === undefined || !(await isCaseSeen(database, sight, asked.number)))
        return sendTrouble(desk, request, reply.code(404));
      const part = partOf(request.headers.range);
      const played = await playRecording(database, seal, staff, { ...asked, isContinued: (part?.from ?? 0) > 0 });
      if (played.ok) return play(reply, played, part);
      const isThere = !NOT_THERE.has(played.reason);
      return isThere
        ? sendTrouble(desk, request, reply.code(403), 'not_owner')
        : sendTrouble(desk, request, reply.code(404));
    }),
  );
}

const NOT_THERE: ReadonlySet<string> = new Set([
  ...['none', 'coming', 'over', 'refused', 'gone', 'too_large', 'no_sound', 'elsewhere', 'unreachable'],
]);

/** A part of a file, in bytes; `to` is the last of them, and null at the end. */
type Part = { readonly from: number; readonly to: number | null };

/** Some browsers play nothing, and none looks forward in a sound, where parts are not to be had. Of other forms all is sent. */
function partOf(range: string | undefined): Part | null {
  const [, from, to] = /^bytes=(\d{1,9})-(\d{0,9})$/.exec(range ?? '') ?? [];
  return from === undefined ? null : { from: Number(from), to: to === undefined || to === '' ? null : Number(to) };
}

function play(
  reply: FastifyReply,
  { bytes, type }: { readonly bytes: Buffer; readonly type: string },
  part: Part | null,
): FastifyReply {
  reply.type(type).headers({ 'content-disposition': 'inline', 'accept-ranges': 'bytes' });
  if (part === null) return reply.send(bytes);
  const last = Math.min(part.to ?? bytes.length - 1, bytes.length - 1);
  if (part.from > last) return reply.code(416).header('content-range', `bytes */${bytes.length}`).send();
  reply.code(206).header('content-range', `bytes ${part.from}-${last}/${bytes.length}`);
  return reply.send(bytes.subarray(part.from, last + 1));
}
