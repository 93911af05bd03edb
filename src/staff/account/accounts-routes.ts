import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ROLES } from '../../handoff/roles.ts';
import {
  ACCOUNT_ACTS,
  type AccountDone,
  accountOf,
  changeRole,
  doWithAccount,
  type ListedAccount,
  listAccounts,
  makeFirstPassword,
  resetPassword,
} from '../../records/accounts.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, sendTrouble, whenReauthenticated, whenStaff } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { ACCOUNTS_DONE, AccountsPage, OneAccountPage } from './accounts-page.tsx';

const doneForm = z.object({ done: z.enum(ACCOUNTS_DONE) });
const roleForm = z.object({ role: z.enum(ROLES) });

/** Everybody's accounts, for whoever looks after them. */
export function accountsRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, house, css } = desk;
  server.get('/accounts', (request, reply) =>
    whenStaff(desk, request, reply, 'manage_accounts', async (visit) =>
      send(reply, AccountsPage({ visit, css, house, accounts: await listAccounts(database) })),
    ),
  );
  server.get('/accounts/:id', (request, reply) =>
    whenAccount(desk, request, reply, async (visit, account) => {
      const done = doneForm.safeParse(request.query).data?.done ?? null;
      return send(reply, OneAccountPage({ ...shown(desk, visit, account), done }));
    }),
  );
  for (const act of ACCOUNT_ACTS) {
    server.post(`/accounts/:id/${act}`, (request, reply) =>
      whenChanging(desk, request, reply, async (visit, account) =>
        tell(desk, visit, reply, {
          account,
          done: act,
          result: await doWithAccount(database, account.id, act, visit.staff),
        }),
      ),
    );
  }
  server.post('/accounts/:id/role', (request, reply) =>
    whenChanging(desk, request, reply, async (visit, account) => {
      const form = roleForm.safeParse(request.body);
      if (!form.success) return sendTrouble(desk, request, reply.code(400));
      const result = await changeRole(database, account.id, form.data.role, visit.staff);
      return tell(desk, visit, reply, { account, done: 'role', result });
    }),
  );
  server.post('/accounts/:id/reset', (request, reply) =>
    whenChanging(desk, request, reply, (visit, account) => reset(desk, visit, account, reply)),
  );
}

type Answer = (visit: StaffVisit, account: ListedAccount) => Promise<FastifyReply>;

function whenAccount(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
): Promise<FastifyReply> {
  return whenStaff(desk, request, reply, 'manage_accounts', async (visit) => {
    const account = await accountOf(desk.database, (request.params as { id: string }).id);
    return account === null ? sendTrouble(desk, request, reply.code(404)) : answer(visit, account);
  });
}

/** Whoever changes an account has shown within ten minutes that it is they. */
function whenChanging(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
): Promise<FastifyReply> {
  return whenAccount(desk, request, reply, (visit, account) =>
    whenReauthenticated(visit, reply, `${HOME}/accounts/${account.id}`, () => answer(visit, account)),
  );
}

type Told = { readonly account: ListedAccount; readonly done: string; readonly result: AccountDone };

function tell(desk: StyledDesk, visit: StaffVisit, reply: FastifyReply, { account, done, result }: Told): FastifyReply {
  if (result.ok) return reply.redirect(`${HOME}/accounts/${account.id}?done=${done}`, 303);
  const trouble = { key: `console.accounts.refused.${result.reason}` } as const;
  return send(reply.code(409), OneAccountPage({ ...shown(desk, visit, account), trouble }));
}

/** The first password is shown in this answer and kept nowhere. */
async function reset(
  desk: StyledDesk,
  visit: StaffVisit,
  account: ListedAccount,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const firstPassword = makeFirstPassword();
  const result = await resetPassword(desk.database, account.id, firstPassword, visit.staff);
  if (!result.ok) return tell(desk, visit, reply, { account, done: 'reset', result });
  const now = (await accountOf(desk.database, account.id)) ?? account;
  return send(reply, OneAccountPage({ ...shown(desk, visit, now), firstPassword }));
}

function shown({ css, house }: StyledDesk, visit: StaffVisit, account: ListedAccount) {
  const isOwn = account.id === visit.staff.id;
  return { visit, css, house, account, isOwn, trouble: null, done: null, firstPassword: null };
}
