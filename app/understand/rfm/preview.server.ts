import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Settings } from '../../shop/settings/settings.ts';
import { cellCodes, GROUP_BY_CODE } from './columns.ts';
import { frameOf, readCustomers } from './customers.server.ts';
import { RFM_GROUPS, type RfmGroup } from './groups.ts';
import { cutsFor } from './refresh.server.ts';
import type { FrozenCuts } from './rules.ts';

export interface CutsPreview {
  cuts: FrozenCuts;
  /** customers in each group now and with these settings */
  groups: { group: RfmGroup; now: number; after: number }[];
}

/** Scores everybody by other settings without writing anything. Null when nobody has bought yet. */
export async function previewRfm(
  { db, clock }: { db: Database; clock: Clock },
  shop: string,
  rfm: Settings['rfm'],
): Promise<CutsPreview | null> {
  const frame = await frameOf({ db, clock }, shop, rfm);
  if (!frame) return null;
  const customers = await readCustomers(db, frame);
  const cuts = cutsFor(customers, rfm);
  if (!cuts || customers.ids.length === 0) return null;
  const now = countGroups(customers.standing);
  const after = countGroups(cellCodes(customers.columns, cuts));
  return {
    cuts,
    groups: RFM_GROUPS.filter((group) => group !== 'prospects').map((group) => ({
      group,
      now: now.get(group) ?? 0,
      after: after.get(group) ?? 0,
    })),
  };
}

function countGroups(codes: Uint8Array): Map<RfmGroup, number> {
  const counts = new Map<RfmGroup, number>();
  for (const code of codes) {
    const group = GROUP_BY_CODE[code];
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
