import type { Appender, Database, Row, Trx } from '../../platform/db/db.ts';
import { excluded } from '../upsert.ts';
import { correctFacts } from './correct-facts.server.ts';
import type { NewFact } from './fact.ts';

/** Of a fact, what is known when it is heard, in the order of `factRow`. */
export const FACT_COLUMNS = [
  'shop',
  'id',
  'kind',
  'occurred_at',
  'received_at',
  'identity',
  'verified',
  'subject',
  'amount',
  'currency',
  'data',
] as const;

/** Rows a statement may carry: 12 values each, under SQLite's and PostgreSQL's limits. */
const ROWS_A_STATEMENT = 500;

/** What the newest state of an entity says anew of its facts. */
const CORRECTED = ['occurred_at', 'identity', 'subject', 'amount', 'currency', 'data', 'version', 'progress'] as const;

/**
 * Puts facts on the timeline; those already heard are left as they are, except where a newer state of their entity tells
 * them otherwise: these are corrected, and wait to be understood again.
 */
export async function insertFacts(
  trx: Trx,
  shop: string,
  facts: readonly NewFact[],
  receivedAt: number,
): Promise<void> {
  const { fresh, corrected } = await correctFacts(trx, shop, facts, receivedAt);
  for (let start = 0; start < fresh.length; start += ROWS_A_STATEMENT) {
    await trx
      .insertInto('fact')
      .values(fresh.slice(start, start + ROWS_A_STATEMENT).map((fact) => row(shop, fact, receivedAt)))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
      .execute();
  }
  for (let start = 0; start < corrected.length; start += ROWS_A_STATEMENT) {
    await trx
      .insertInto('fact')
      .values(corrected.slice(start, start + ROWS_A_STATEMENT).map((fact) => row(shop, fact, receivedAt)))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(CORRECTED)))
      .execute();
  }
}

/** Facts whose entity turned out to be somebody else's, or nobody's, are understood again. */
export async function understandAgain(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('fact')
    .set({ progress: 0 })
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .where('progress', '>', 0)
    .execute();
}

function row(shop: string, fact: NewFact & { version?: string }, receivedAt: number) {
  return {
    shop,
    id: fact.id,
    kind: fact.kind,
    occurred_at: fact.occurredAt,
    received_at: receivedAt,
    identity: fact.identity,
    verified: fact.verified ? 1 : 0,
    subject: fact.subject ?? null,
    amount: fact.amount ?? null,
    currency: fact.currency ?? null,
    data: JSON.stringify(fact.data ?? {}),
    version: fact.version ?? null,
    progress: 0,
  };
}

/** The doors' way to hear facts (pixel, proxy, mail links): durable, grouped by the caller's group commit. */
export function factAppender(db: Database): Appender {
  return db.appender('fact', FACT_COLUMNS);
}

/** A fact in the order of `FACT_COLUMNS`. */
export function factRow(shop: string, fact: NewFact, receivedAt: number): Row {
  return [
    shop,
    fact.id,
    fact.kind,
    fact.occurredAt,
    receivedAt,
    fact.identity,
    fact.verified ? 1 : 0,
    fact.subject ?? null,
    fact.amount ?? null,
    fact.currency ?? null,
    JSON.stringify(fact.data ?? {}),
  ];
}
