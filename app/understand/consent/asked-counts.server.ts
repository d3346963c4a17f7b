import { DAY } from '../../platform/clock/clock.ts';
import type { Reader } from '../../platform/db/db.ts';
import { ASKED_DAYS } from './double-opt-in.ts';

/** How many were asked by mail lately, and how many of them have said yes. */
export async function askedLately(
  reader: Reader,
  shop: string,
  now: number,
): Promise<{ asked: number; confirmed: number }> {
  const row = await reader
    .selectFrom('double_opt_in')
    .select((eb) => [eb.fn.countAll<number>().as('asked'), eb.fn.count<number>('confirmed_at').as('confirmed')])
    .where('shop', '=', shop)
    .where('asked_at', '>', now - ASKED_DAYS * DAY)
    .executeTakeFirst();
  return { asked: Number(row?.asked ?? 0), confirmed: Number(row?.confirmed ?? 0) };
}
