import { OTHER_CONVERSIONS } from '../../decide/campaigns/conversion.ts';
import type { FactKind } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { type Click, type CreditableOrder, toOrderTime } from './rules.ts';

export interface LearnableFact {
  kind: string;
  subject: string | null;
  contact: string | null;
  occurred_at: number;
}

/** The orders whose credit a batch of facts may change: those it names, and those that its clicks may have led to. */
export async function touchedOrders(
  trx: Trx,
  shop: string,
  facts: readonly LearnableFact[],
  windowDays: number,
): Promise<string[]> {
  const named = facts.filter((fact) => fact.kind.startsWith('order.')).flatMap((fact) => fact.subject ?? []);
  const clicks = facts.filter((fact) => fact.kind === 'message.clicked');
  if (clicks.length === 0) return [...new Set(named)];
  const first = toOrderTime(Math.min(...clicks.map((fact) => fact.occurred_at)));
  const last = Math.max(...clicks.map((fact) => fact.occurred_at)) + windowDays * DAY;
  const contacts = clicks.flatMap((fact) => fact.contact ?? []);
  const byContact = contacts.length
    ? await trx
        .selectFrom('orders')
        .innerJoin('identity', (join) =>
          join.onRef('identity.shop', '=', 'orders.shop').onRef('identity.id', '=', 'orders.identity'),
        )
        .select('orders.id')
        .where('identity.shop', '=', shop)
        .where('identity.contact', 'in', contacts)
        .where('orders.placed_at', '>=', first)
        .where('orders.placed_at', '<=', last)
        .execute()
    : [];
  const byCheckout = await trx
    .selectFrom('message')
    .innerJoin('orders', (join) =>
      join.onRef('orders.shop', '=', 'message.shop').onRef('orders.checkout_token', '=', 'message.subject_id'),
    )
    .select('orders.id')
    .where('message.shop', '=', shop)
    .where(
      'message.id',
      'in',
      clicks.map((fact) => fact.subject ?? ''),
    )
    .execute();
  return [...new Set([...named, ...byContact.map((row) => row.id), ...byCheckout.map((row) => row.id)])];
}

/** The messages that were clicked by whoever did now what some of them may have asked for, orders aside. */
export async function messagesThatMayHaveAsked(
  trx: Trx,
  shop: string,
  facts: readonly LearnableFact[],
  windowDays: number,
): Promise<string[]> {
  const done = facts.filter(({ kind, contact }) => contact !== null && OTHER_CONVERSIONS.includes(kind as FactKind));
  if (done.length === 0) return [];
  const instants = done.map((fact) => fact.occurred_at);
  const rows = await trx
    .selectFrom('fact')
    .select('subject')
    .distinct()
    .where('shop', '=', shop)
    .where('contact', 'in', [...new Set(done.flatMap(({ contact }) => contact ?? []))])
    .where('kind', '=', 'message.clicked')
    .where('occurred_at', '>=', Math.min(...instants) - windowDays * DAY)
    .where('occurred_at', '<=', Math.max(...instants))
    .execute();
  return rows.flatMap(({ subject }) => subject ?? []);
}

/** Orders that may carry credit: counted, and of a known contact. */
export async function readCreditableOrders(trx: Trx, shop: string, ids: readonly string[]): Promise<CreditableOrder[]> {
  const rows = await trx
    .selectFrom('orders')
    .innerJoin('identity', (join) =>
      join.onRef('identity.shop', '=', 'orders.shop').onRef('identity.id', '=', 'orders.identity'),
    )
    .select([
      'orders.id',
      'orders.checkout_token',
      'orders.placed_at',
      'orders.total',
      'orders.refunded',
      'orders.currency',
      'identity.contact',
    ])
    .where('orders.shop', '=', shop)
    .where('orders.id', 'in', [...ids])
    .where('orders.counted', '=', 1)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    contact: row.contact,
    checkout: row.checkout_token,
    placedAt: row.placed_at,
    total: row.total,
    refunded: row.refunded,
    currency: row.currency,
  }));
}

/** Every click that could be the one for these orders: of their contacts, or of mails about their checkouts. */
export async function readClicks(trx: Trx, shop: string, orders: readonly CreditableOrder[]): Promise<Click[]> {
  if (orders.length === 0) return [];
  const contacts = [...new Set(orders.map((order) => order.contact))];
  const checkouts = [...new Set(orders.flatMap((order) => order.checkout ?? []))];
  const about = checkouts.length
    ? await trx
        .selectFrom('message')
        .select('id')
        .where('shop', '=', shop)
        .where('subject_id', 'in', checkouts)
        .execute()
    : [];
  const clicks = trx
    .selectFrom('fact')
    .innerJoin('message', (join) =>
      join.onRef('message.shop', '=', 'fact.shop').onRef('message.id', '=', 'fact.subject'),
    )
    .select(['fact.id', 'fact.occurred_at', 'fact.subject', 'fact.contact', 'fact.data'])
    .select(['message.journey', 'message.campaign', 'message.subject_id'])
    .where('fact.shop', '=', shop)
    .where('fact.kind', '=', 'message.clicked')
    .where('fact.verified', '=', 1);
  const byContact = await clicks.where('fact.contact', 'in', contacts).execute();
  const byMessage = about.length
    ? await clicks
        .where(
          'fact.subject',
          'in',
          about.map((message) => message.id),
        )
        .execute()
    : [];
  const rows = new Map([...byContact, ...byMessage].map((row) => [row.id, row]));
  // a click that may have been a program's earns nothing
  const hers = [...rows.values()].filter(({ data }) => readData(data).verdict !== 'unsure');
  return hers.map((row) => ({
    id: row.id,
    at: row.occurred_at,
    message: row.subject ?? '',
    journey: row.journey,
    campaign: row.campaign,
    contact: row.contact,
    checkout: row.subject_id,
  }));
}
