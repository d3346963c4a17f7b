import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { RFM_GROUPS, type RfmGroup } from './groups.ts';
import { frameOf, quantileCuts, customerPages } from './customers.server.ts';
import { cellOf, type Cuts, type FrozenCuts } from './rules.ts';

export interface CutsPreview {
  cuts: FrozenCuts;
  /** customers in each group now and with these cut-points */
  groups: { group: RfmGroup; now: number; after: number }[];
}

/** Scores everybody by other cut-points without writing anything. Null when nobody has bought yet. */
export async function previewCuts(
  { db, clock }: { db: Database; clock: Clock },
  shop: string,
  fixed: Cuts | null,
): Promise<CutsPreview | null> {
  const frame = await frameOf({ db, clock }, shop);
  if (!frame) return null;
  const cuts: FrozenCuts | null = fixed ? { binning: 'fixed', ...fixed } : await quantileCuts(db, frame);
  if (!cuts) return null;
  const now = new Map<string, number>();
  const then = new Map<string, number>();
  const add = (counts: Map<string, number>, group: string) => counts.set(group, (counts.get(group) ?? 0) + 1);
  for await (const page of customerPages(db, frame)) {
    for (const { group, values } of page) {
      add(now, group);
      add(then, cellOf(values, cuts).group);
    }
  }
  return {
    cuts,
    groups: RFM_GROUPS.filter((group) => group !== 'prospects').map((group) => ({
      group,
      now: now.get(group) ?? 0,
      after: then.get(group) ?? 0,
    })),
  };
}
