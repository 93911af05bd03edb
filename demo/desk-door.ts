import cookie from '@fastify/cookie';
import type { FastifyPluginAsync } from 'fastify';
import type { Database } from '../src/database/database.ts';
import { FIRST_ORGANISATION, type OrganisationId } from '../src/handoff/organisation.ts';
import { addStaff, type Staff } from '../src/records/staff.ts';
import { openSession } from '../src/records/staff-sessions.ts';
import { giveToken } from '../src/staff/frame/visit.ts';

/** Who works at the desk of the demonstration, by the door they come in. */
const COLLEAGUES: Readonly<Record<string, Omit<Staff, 'id'>>> = {
  ana: { name: 'Ana Ruiz', role: 'adviser', organisation: FIRST_ORGANISATION },
  ben: { name: 'Ben Louis', role: 'adviser', organisation: FIRST_ORGANISATION },
  rosa: { name: 'Rosa Díaz', role: 'adviser', organisation: 'protection-partner' as OrganisationId },
  sofia: { name: 'Sofía Vega', role: 'supervisor', organisation: FIRST_ORGANISATION },
  pilar: { name: 'Pilar Mora', role: 'programme_manager', organisation: FIRST_ORGANISATION },
  omar: { name: 'Omar Cano', role: 'auditor', organisation: FIRST_ORGANISATION },
  ines: { name: 'Inés Paz', role: 'administrator', organisation: FIRST_ORGANISATION },
};

/** Nobody has to be kept out of a demonstration. */
const QUICK = { log2N: 12, r: 8, p: 1 } as const;

/** Doors to the desk through which a member of staff comes in by one click, such as `/desk/ana`. */
export type DeskDoors = {
  readonly names: readonly string[];
  /** Mounted at `/desk`. */
  readonly routes: FastifyPluginAsync;
  /** Makes the accounts behind the doors; until then they are closed. @param password the same for all */
  open(database: Database, password: string): Promise<void>;
};

/** Only a demonstration has such doors: nobody is asked for a password there. */
export function createDeskDoors(): DeskDoors {
  const staff = new Map<string, Staff>();
  let desk: Database | null = null;
  return {
    names: Object.keys(COLLEAGUES),
    routes: async (server) => {
      await server.register(cookie);
      server.get<{ Params: { door: string } }>('/:door', async ({ params: { door } }, reply) => {
        const colleague = staff.get(door);
        if (colleague === undefined || desk === null) return reply.code(404).send('Nobody comes in here.');
        const session = { way: 'password', browser: 'demo', awaitsCode: false } as const;
        const token = await desk.transaction((tx) => openSession(tx, colleague, session));
        giveToken({ secure: false }, reply, token);
        return reply.redirect('/staff/');
      });
    },
    async open(database, password) {
      for (const [door, colleague] of Object.entries(COLLEAGUES)) {
        const id = await addStaff(database, { ...colleague, email: `${door}@camino.example`, password }, QUICK);
        staff.set(door, { ...colleague, id });
      }
      desk = database;
    },
  };
}
