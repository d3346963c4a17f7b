import type { ConsentState, FactData } from '../../listen/facts/fact.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { ConsentEntry } from './rules.ts';

interface ConsentFact {
  id: string;
  kind: string;
  occurredAt: number;
  identity: string;
  verified: boolean;
  data: FactData;
}

/** Appends what a batch of facts says about consent, under the address it was said for. */
export async function appendConsent(trx: Trx, shop: string, facts: readonly ConsentFact[]): Promise<void> {
  const rows = facts.flatMap((fact) => {
    const said = fact.kind === 'consent.changed' && fact.verified ? fact.data.consent : undefined;
    const address = [fact.identity, ...(fact.data.also ?? [])].find((id) => id.startsWith('email:'));
    if (!said || address === undefined) return [];
    return {
      shop,
      id: fact.id,
      identity: address,
      channel: said.channel,
      state: said.state,
      source: said.source,
      at: fact.occurredAt,
      evidence: JSON.stringify(said.evidence ?? {}),
    };
  });
  await inChunks(rows, 8, (some) =>
    trx
      .insertInto('consent')
      .values(some)
      // a fact of the log changes when what it tells of is told anew
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['state', 'at', 'evidence'])))
      .execute(),
  );
}

/** The log of each address for mail, by its `email:…` identity; an address without entries is not in the map. */
export async function consentLogs(
  reader: Reader | Trx,
  shop: string,
  addresses: readonly string[],
): Promise<Map<string, ConsentEntry[]>> {
  const logs = new Map<string, ConsentEntry[]>();
  if (addresses.length === 0) return logs;
  const rows = await reader
    .selectFrom('consent')
    .select(['id', 'identity', 'state', 'source', 'at', 'evidence'])
    .where('shop', '=', shop)
    .where('identity', 'in', addresses)
    .where('channel', '=', 'email')
    .execute();
  for (const row of rows) {
    const entry: ConsentEntry = {
      id: row.id,
      state: row.state as ConsentState,
      source: row.source,
      at: row.at,
      evidence: readEvidence(row.evidence),
    };
    const log = logs.get(row.identity);
    if (log) log.push(entry);
    else logs.set(row.identity, [entry]);
  }
  return logs;
}

function readEvidence(text: string): Record<string, string> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, found]) => [key, String(found)]));
}
