import type { AppointmentId } from '../appointments/appointment.ts';
import type { Closed, ClosingId } from '../appointments/closing.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';

/**
 * What a closing reaches.
 * @property timeZone of the office, by which its days are counted; null where no office is named
 * @property now      programme time: what is over by then is reached by nothing
 */
export type Reached = Closed & { readonly timeZone: string | null; readonly now: Instant };

/** `$1` to `$6` of every statement here. */
function values({ what, which, days, timeZone, now }: Reached): unknown[] {
  return [what, which, days?.from ?? null, days?.until ?? null, timeZone ?? 'UTC', new Date(now)];
}

const REACHED = `reached as (select $1::text as what, $2::text as which, $3::date as from_day, $4::date as until_day, $5::text as zone,
  $6::timestamptz as now)`;

const AT_OFFICE = `(office = reached.which and (reached.from_day is null
  or (starts_at at time zone zone)::date between reached.from_day and reached.until_day))`;

/** Appointments and places held, still to come. Who is here already is received. */
const APPOINTMENTS = `appointment.ends_at > reached.now and (reached.what = 'programme'
  or (reached.what = 'pathway' and pathway = reached.which) or (reached.what = 'office' and ${AT_OFFICE}))
  and not exists (select from attendance where attendance.appointment = appointment.id and attendance.ended_at is null and came = 'attended')`;

/** Who waits for nothing else: an office that is closed for some days, or beside which they wait for another, they may still have. */
const WAITING = `waiting_list.state = 'waiting' and (reached.what = 'programme' or (reached.what = 'pathway' and pathway = reached.which)
  or (reached.what = 'office' and reached.from_day is null and offices <@ (reached.which || array(
    select which from closing where what = 'office' and from_day is null and in_force_at is not null and ended_at is null))))`;

/** Offers of a time there, whoever they were made to. */
const OFFERS = `offer.state = 'open' and (reached.what = 'programme' or (reached.what = 'office' and ${AT_OFFICE}))`;

/** How many people a closing reaches, by how they stand. */
export type ReachCount = { readonly booked: number; readonly waiting: number; readonly held: number };

/** Whom a closing would reach now. */
export async function countReached(connection: Connection, reached: Reached): Promise<ReachCount> {
  const [row] = await connection.query<ReachCount>(
    `with ${REACHED}
     select (select count(*) from appointment where state = 'booked' and ${APPOINTMENTS})::int as booked,
       (select count(*) from appointment where state = 'held' and held_until > now() and ${APPOINTMENTS})::int as held,
       (select count(*) from waiting_list where ${WAITING})::int as waiting
     from reached`,
    values(reached),
  );
  return row ?? { booked: 0, waiting: 0, held: 0 };
}

/** Some of those whom a closing reaches and for whom nothing was done yet, who comes soonest first. @param but not these */
export async function nextReached(
  connection: Connection,
  reached: Reached,
  { but, most }: { readonly but: readonly PersonId[]; readonly most: number },
): Promise<PersonId[]> {
  const rows = await connection.query<{ person: PersonId }>(
    `with ${REACHED}
     select person from (
       select person, starts_at from reached, appointment where state = 'booked' and ${APPOINTMENTS}
       union all select person, starts_at from reached, offer where ${OFFERS}
       union all select person, 'infinity' from reached, waiting_list where ${WAITING}
     ) theirs where person <> all($7::uuid[]) group by person order by min(starts_at), person limit $8`,
    [...values(reached), but, most],
  );
  return rows.map(({ person }) => person);
}

/** An appointment that a closing cancelled. */
export type CancelledByClosing = {
  readonly person: PersonId;
  readonly appointment: AppointmentId;
  readonly office: OfficeId;
  readonly pathway: string;
  readonly startsAt: Instant;
  readonly code: string;
};

/** What a closing took from some people, all that must be told. @property waited their pathway on the list @property told who was told of this closing before */
export type TakenByClosing = {
  readonly cancelled: readonly CancelledByClosing[];
  readonly waited: readonly { readonly person: PersonId; readonly pathway: string }[];
  readonly told: ReadonlySet<PersonId>;
};

/**
 * Takes from some people what a closing reaches: appointments are cancelled, offers withdrawn, the waiting ends.
 * What somebody holds stays until their next word, which is told why it is none any more.
 * @param tx holds these people
 */
export async function takeByClosing(
  tx: Connection,
  closing: ClosingId,
  reached: Reached,
  people: readonly PersonId[],
): Promise<TakenByClosing> {
  const given = [...values(reached), people];
  const cancelled = await tx.query<Omit<CancelledByClosing, 'startsAt'> & { starts_at: Date }>(
    `with ${REACHED}, gone as (
       update appointment set state = 'cancelled' from reached
       where person = any($7::uuid[]) and state = 'booked' and ${APPOINTMENTS}
       returning id, person, office, pathway, starts_at, code
     ), why as (
       insert into appointment_cancellation (appointment, closing, reason) select id, $8, 'office_closed' from gone
     )
     select id as appointment, person, office, pathway, starts_at, code from gone`,
    [...given, closing],
  );
  const waited = await tx.query<{ person: PersonId; pathway: string }>(
    `with ${REACHED}
     update waiting_list set state = 'ended', ended_at = now() from reached
     where person = any($7::uuid[]) and ${WAITING} returning person, pathway`,
    given,
  );
  await withdrawOffers(tx, reached, people);
  const told = await tx.query<{ person: PersonId }>(
    'select person from closing_told where closing = $1 and person = any($2::uuid[])',
    [closing, people],
  );
  return {
    cancelled: cancelled.map(({ starts_at, ...row }) => ({ ...row, startsAt: starts_at.getTime() as Instant })),
    waited,
    told: new Set(told.map(({ person }) => person)),
  };
}

/** Also what was offered to somebody who waits no more, or instead of an appointment that stands no more. */
async function withdrawOffers(tx: Connection, reached: Reached, people: readonly PersonId[]): Promise<void> {
  await tx.query(
    `with ${REACHED}
     update offer set state = 'withdrawn', settled_at = now() from reached where person = any($7::uuid[]) and state = 'open' and ((${OFFERS})
       or exists (select from waiting_list where waiting_list.id = offer.waiting and waiting_list.state = 'ended')
       or exists (select from appointment where appointment.id = offer.instead_of and appointment.state = 'cancelled'))`,
    [...values(reached), people],
  );
}

/** Writes down how somebody was told of a closing, or why not, in the transaction that writes the words. */
export async function noteClosingTold(
  tx: Connection,
  closing: ClosingId,
  person: PersonId,
  told: string,
): Promise<void> {
  await tx.query('insert into closing_told (closing, person, told) values ($1, $2, $3)', [closing, person, told]);
}

/** Browsers that show these people's cases are told that something changed. */
export async function touchCasesOf(tx: Connection, people: readonly PersonId[]): Promise<void> {
  await tx.query(
    `update case_file set changed = pg_current_xact_id() where closed_at is null and person = any($1::uuid[])`,
    [people],
  );
}

/**
 * How many of those a closing concerned fared so: by what became of what they were told, or by why nothing could be said to them.
 * @property way `told`: something was said
 */
export type ToldCount = { readonly fate: string; readonly count: number };

/** The account of a closing: whom it reached, as far as anybody knows. */
export async function countTold(connection: Connection, closing: ClosingId): Promise<ToldCount[]> {
  return connection.query<ToldCount>(
    `select fate, count(*)::int as count from (
       select case when message.state is null then coalesce(nullif(nullif(told, 'whatsapp'), 'sms'), 'forgotten')
         when message.state in ('waiting', 'sending') then 'waiting' when message.state = 'unknown' then 'unsure'
         when message.state = 'accepted' then coalesce(nullif(reported.state, 'failed'), case when reported.state = 'failed' then 'refused' else 'sent' end)
         else message.state end as fate
       from closing_told left join lateral (
         select id, state from outbox_message where about = closing_told.closing and person = closing_told.person
           and state <> 'rest' order by position desc limit 1) message on true
       left join lateral (
         select state from delivery_report where outbox = message.id
         order by array_position(array['read', 'delivered', 'failed', 'sent'], state) limit 1) reported on true
       where closing_told.closing = $1) fated group by fate order by fate`,
    [closing],
  );
}
