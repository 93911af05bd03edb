import type { OrganisationId } from '../handoff/organisation.ts';
import { hasUnsentReply } from '../records/drafts.ts';
import { answerReferral, type ReferralConsent, referCase } from '../records/referrals.ts';
import type { Staff } from '../records/staff.ts';
import { type Acted, actOn } from './act.ts';
import { type DeskStores, letGo, take } from './claim.ts';

/**
 * Asks another organisation to take a case. A reply that was not sent is not left behind.
 * @param asked.consent how the person agreed that it is passed on; without that nothing is
 */
export async function refer(
  desk: DeskStores,
  staff: Staff,
  number: number,
  asked: {
    readonly organisation: OrganisationId;
    readonly summary: string;
    readonly consent: ReferralConsent | null;
  },
): Promise<Acted<'no_consent' | 'unsent'>> {
  const { database, seal } = desk;
  const acted = await actOn<'no_consent' | 'unsent' | null>(database, staff, number, 'refer', async (tx, held) => {
    const { consent } = asked;
    if (consent === null) return 'no_consent';
    if (await hasUnsentReply(tx, staff.id, number)) return 'unsent';
    await letGo(tx, seal, held, 'referred');
    await referCase(tx, seal, number, { staff: staff.id, ...asked, consent });
    return null;
  });
  desk.workSoon();
  return acted;
}

/** The organisation that was asked takes the case, and who says so has it; or it goes back to the queue. */
export function answer(
  { database, seal }: DeskStores,
  staff: Staff,
  number: number,
  { accepts, why }: { readonly accepts: boolean; readonly why: string },
): Promise<Acted> {
  return actOn(database, staff, number, 'answer_referral', async (tx, held) => {
    await answerReferral(tx, seal, number, { staff: staff.id, answer: accepts ? 'accepted' : 'declined', why });
    return accepts ? take(tx, held, staff) : null;
  });
}

/** Who asked asks no more: the case is back in the queue. */
export function withdraw({ database, seal }: DeskStores, staff: Staff, number: number): Promise<Acted> {
  return actOn(database, staff, number, 'withdraw_referral', async (tx) => {
    await answerReferral(tx, seal, number, { staff: staff.id, answer: 'withdrawn', why: '' });
    return null;
  });
}
