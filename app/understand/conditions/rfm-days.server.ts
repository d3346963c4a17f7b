import type { Reader, Trx } from '../../platform/db/db.ts';
import type { RfmGroup } from '../rfm/groups.ts';
import type { RfmDay } from './contact-view.ts';

/** When each of these contacts came to which RFM group, the oldest first. */
export async function rfmDaysOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, RfmDay[]>> {
  const rows = await reader
    .selectFrom('rfm_change')
    .select(['contact', 'day', 'rfm_group'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .orderBy('contact')
    .orderBy('day')
    .execute();
  const days = new Map<string, RfmDay[]>();
  for (const { contact, day, rfm_group } of rows) {
    const change = { day, group: rfm_group as RfmGroup };
    const known = days.get(contact);
    if (known) known.push(change);
    else days.set(contact, [change]);
  }
  return days;
}
