import type { Appender, Database, Row, Trx } from '../../platform/db/db.ts';
import type { NewFact } from './fact.ts';

const COLUMNS = [
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

/** Rows a statement may carry: 11 values each, under SQLite's and PostgreSQL's limits. */
const ROWS_A_STATEMENT = 500;

/** Puts facts on the timeline; those already heard are left as they are. */
export async function insertFacts(
  trx: Trx,
  shop: string,
  facts: readonly NewFact[],
  receivedAt: number,
): Promise<void> {
  for (let start = 0; start < facts.length; start += ROWS_A_STATEMENT) {
    const values = facts.slice(start, start + ROWS_A_STATEMENT).map((fact) => ({
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
    }));
    await trx
      .insertInto('fact')
      .values(values)
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
      .execute();
  }
}

/** The doors' way to hear facts (pixel, proxy, mail links): durable, grouped by the caller's group commit. */
export function factAppender(db: Database): Appender {
  return db.appender('fact', COLUMNS);
}

/** A fact in the order of the appender's columns. */
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
