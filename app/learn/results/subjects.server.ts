// Which campaigns and journeys Shopify is told of: those of which something was counted lately.
import { campaignOf } from '../../decide/campaigns/store.server.ts';
import type { Reader } from '../../platform/db/db.ts';
import type { CostLine } from '../costs/cost-line.ts';
import type { Period } from '../reports/period.ts';
import { statusOf, type ToldSubject } from './told.ts';

export async function toldSubjects(
  reader: Reader,
  shop: string,
  period: Period,
  costs: readonly CostLine[],
): Promise<ToldSubject[]> {
  const counted = await countedSubjects(reader, shop, period);
  const idsOf = (kind: string) => counted.flatMap((one) => (one.startsWith(kind) ? [one.slice(kind.length)] : []));
  const campaigns = idsOf('campaign:');
  const rows = campaigns.length
    ? await reader.selectFrom('campaign').selectAll().where('shop', '=', shop).where('id', 'in', campaigns).execute()
    : [];
  const journeys = idsOf('journey:');
  const on = journeys.length
    ? await reader
        .selectFrom('journey')
        .select(['id', 'name', 'status'])
        .where('shop', '=', shop)
        .where('id', 'in', journeys)
        .execute()
    : [];
  return [
    ...rows.map((row): ToldSubject => {
      const { id, name, state, startedAt, endedAt } = campaignOf(row);
      const hers = costs.filter((line) => line.per === 'campaign' && line.campaign === id);
      return {
        kind: 'campaign',
        id,
        name,
        channel: row.channel,
        status: statusOf(state, row.removed_at !== null),
        startedAt,
        endedAt,
        budget: hers.reduce((sum, { amount }) => sum + amount, 0),
      };
    }),
    ...on.map(({ id, name, status }): ToldSubject => ({
      kind: 'journey',
      id,
      name,
      channel: 'email',
      status: status === 'on' ? 'ACTIVE' : 'PAUSED',
      startedAt: null,
      endedAt: null,
      budget: 0,
    })),
  ];
}

/** campaign:… and journey:…, by the index of the counters. */
async function countedSubjects(reader: Reader, shop: string, { from, to }: Period): Promise<string[]> {
  const found: string[] = [];
  for (const kind of ['campaign', 'journey']) {
    const rows = await reader
      .selectFrom('tally')
      .select('subject')
      .distinct()
      .where('shop', '=', shop)
      .where('subject', '>=', `${kind}:`)
      .where('subject', '<', `${kind};`)
      .where('split', '=', '')
      .where('day', '>=', from)
      .where('day', '<=', to)
      .execute();
    found.push(...rows.map(({ subject }) => subject));
  }
  return found;
}
