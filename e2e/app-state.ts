// Reads what the app knows, straight from its database file: the proof compares states, not screens alone.
import { join } from 'node:path';
import type { Reader } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';

export async function readState<T>(
  folder: string,
  read: (db: ReturnType<typeof openDatabase>['read']) => Promise<T>,
): Promise<T> {
  const db = openDatabase(`file:${join(folder, 'sandmill.db')}`);
  try {
    return await read(db.read);
  } finally {
    await db.close();
  }
}

export interface PersonState {
  contact: string;
  stage: string;
  group: string;
  score: number;
  orders: number;
  enrolments: { state: string; reason: string | null }[];
  /** messages of which it is written down that they have left */
  left: number;
  credits: { order: string; amount: number; refunded: number }[];
}

export async function personState(folder: string, email: string): Promise<PersonState | null> {
  return readState(folder, async (db) => {
    const contact = await db.selectFrom('contact').selectAll().where('email', '=', email).executeTakeFirst();
    if (!contact) return null;
    const enrolments = await db
      .selectFrom('enrolment')
      .select(['state', 'reason'])
      .where('contact', '=', contact.id)
      .orderBy('entered_at')
      .execute();
    const left = await db
      .selectFrom('message')
      .select('id')
      .where('contact', '=', contact.id)
      .where('state', '=', 'submitted')
      .execute();
    const credits = await db.selectFrom('credit').selectAll().where('contact', '=', contact.id).execute();
    return {
      contact: contact.id,
      stage: contact.stage,
      group: contact.rfm_group,
      score: contact.score,
      orders: contact.orders_count,
      enrolments,
      left: left.length,
      credits: credits.map((row) => ({ order: row.order_id, amount: row.amount, refunded: row.refunded })),
    };
  });
}

/**
 * Whether the shop's past is in: no part of the history is under way, all that was heard is understood, and customers are
 * grouped. Between two looks at Shopify's bulk operations the app is idle, but not done.
 */
export async function isHistoryRead(folder: string): Promise<boolean> {
  return readState(folder, isWholeIn).catch((error: unknown) => {
    // the app is writing just then
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false;
    throw error;
  });
}

async function isWholeIn(db: Reader): Promise<boolean> {
  const under = await db
    .selectFrom('task')
    .select('id')
    .where('kind', 'like', 'history%')
    .where('state', '=', 'queued')
    .execute();
  const heard = await db.selectFrom('fact').select('id').where('progress', '=', 0).limit(1).execute();
  const shops = await db.selectFrom('shop').select('rfm_day').execute();
  return under.length + heard.length === 0 && shops.length > 0 && shops.every(({ rfm_day }) => rfm_day !== null);
}

const WRITING = new Set(['updated_at', 'version']);

/** Everything that webhooks change, as one text: equal texts are equal states. */
export async function wholeState(folder: string): Promise<string> {
  return readState(folder, async (db) => {
    const all = {
      contacts: await db.selectFrom('contact').selectAll().orderBy('id').execute(),
      orders: await db.selectFrom('orders').selectAll().orderBy('id').execute(),
      refunds: await db.selectFrom('refund').selectAll().orderBy('id').execute(),
      facts: await db.selectFrom('fact').select(['id', 'contact', 'identity']).orderBy('id').execute(),
      scores: await db.selectFrom('score_entry').select(['id', 'contact', 'points']).orderBy('id').execute(),
      credits: await db.selectFrom('credit').selectAll().orderBy('order_id').execute(),
      messages: await db.selectFrom('message').select(['id', 'state']).orderBy('id').execute(),
    };
    // when a row was written and by which telling is not what it says
    return JSON.stringify(all, (key, value: unknown) => (WRITING.has(key) ? undefined : value));
  });
}

/** The names of the parts in which two whole states differ, each with the first row that does. */
export function partsThatDiffer(before: string, after: string): string {
  const was = JSON.parse(before) as Record<string, unknown[]>;
  const is = JSON.parse(after) as Record<string, unknown[]>;
  return Object.keys(is)
    .flatMap((part) => {
      const known = new Set(was[part]?.map((row) => JSON.stringify(row)));
      const other = is[part]?.find((row) => !known.has(JSON.stringify(row)));
      const same = other === undefined && was[part]?.length === is[part]?.length;
      return same ? [] : [`${part} ${JSON.stringify(other)}`];
    })
    .join('; ');
}
