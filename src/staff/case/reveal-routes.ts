import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sightOf } from '../../handoff/organisation.ts';
import { LONGEST_REVEAL_WORDS, REVEAL_REASONS } from '../../handoff/reveal.ts';
import { readCase } from '../../records/case-file.ts';
import { reveal } from '../../records/reveals.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import { canReveal } from './addresses.ts';
import { ADDRESSES } from './addresses-view.tsx';
import { caseNumber } from './case-number.ts';

const revealForm = z.object({
  reason: z.enum(REVEAL_REASONS),
  words: z.string().trim().max(LONGEST_REVEAL_WORDS).default(''),
});

/** Asking for the addresses of a case. They are shown by the page of the case, to whoever asked. */
export function revealRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, seal, house } = desk;
  server.post('/cases/:number/reveal', async (request, reply) =>
    whenStaff(desk, request, reply, 'reveal_addresses', async ({ staff }) => {
      const number = caseNumber.safeParse((request.params as { number: string }).number);
      const sight = sightOf(house, staff.organisation);
      const found = number.success ? await readCase(database, sight, number.data) : null;
      if (found === null) return sendTrouble(desk, request, reply.code(404));
      if (!canReveal(staff, found)) return sendTrouble(desk, request, reply.code(403), 'forbidden');
      const form = revealForm.safeParse(request.body);
      if (!form.success) return sendTrouble(desk, request, reply.code(400));
      await reveal(database, seal, staff, found.number, form.data);
      return reply.redirect(`${HOME}/cases/${found.number}#${ADDRESSES}`, 303);
    }),
  );
}
