// What is written beside a ledger: sums of scopes, and when something passes next.
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import { GLOBAL } from './rules.ts';

/** @param dues by contact: the instant at which its score must be looked at again; null for none */
export async function writeDues(trx: Trx, shop: string, dues: ReadonlyMap<string, number | null>): Promise<void> {
  const standing = await standingDues(trx, shop, [...dues.keys()]);
  const ended = [...dues].flatMap(([contact, due]) => (due === null && standing.has(contact) ? [contact] : []));
  if (ended.length > 0) {
    await trx.deleteFrom('score_due').where('shop', '=', shop).where('contact', 'in', padded(ended)).execute();
  }
  await putDues(
    trx,
    shop,
    [...dues].flatMap(([contact, due]) => (due === null || standing.get(contact) === due ? [] : [{ contact, due }])),
  );
}

/** Sees to it that contacts are looked at again no later than so. */
export async function lowerDues(trx: Trx, shop: string, dues: ReadonlyMap<string, number>): Promise<void> {
  const standing = await standingDues(trx, shop, [...dues.keys()]);
  const lower = [...dues].filter(([contact, due]) => (standing.get(contact) ?? Number.POSITIVE_INFINITY) > due);
  await putDues(
    trx,
    shop,
    lower.map(([contact, due]) => ({ contact, due })),
  );
}

async function standingDues(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, number>> {
  if (contacts.length === 0) return new Map();
  const rows = await trx
    .selectFrom('score_due')
    .select(['contact', 'due_at'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .execute();
  return new Map(rows.map(({ contact, due_at }) => [contact, due_at]));
}

async function putDues(trx: Trx, shop: string, dues: readonly { contact: string; due: number }[]): Promise<void> {
  await inChunks(
    dues.map(({ contact, due }) => ({ shop, contact, due_at: due })),
    3,
    (some) =>
      trx
        .insertInto('score_due')
        .values(some)
        .onConflict((conflict) => conflict.columns(['shop', 'contact']).doUpdateSet(excluded(['due_at'])))
        .execute(),
  );
}

/** @param sums by contact and scope; the global one stands on the contact itself */
export async function writeScopes(
  trx: Trx,
  shop: string,
  sums: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<void> {
  const rows = await trx
    .selectFrom('contact_score')
    .select(['contact', 'scope', 'score'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded([...sums.keys()]))
    .execute();
  const standing = new Map(rows.map(({ contact, scope, score }) => [JSON.stringify([contact, scope]), score]));
  for (const { contact, scope } of rows) {
    if (sums.get(contact)?.has(scope)) continue;
    const one = trx.deleteFrom('contact_score').where('shop', '=', shop).where('contact', '=', contact);
    await one.where('scope', '=', scope).execute();
  }
  const wanted = [...sums].flatMap(([contact, scopes]) =>
    [...scopes].flatMap(([scope, score]) =>
      scope === GLOBAL || standing.get(JSON.stringify([contact, scope])) === score
        ? []
        : [{ shop, contact, scope, score }],
    ),
  );
  await inChunks(wanted, 4, (some) =>
    trx
      .insertInto('contact_score')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'contact', 'scope']).doUpdateSet(excluded(['score'])))
      .execute(),
  );
}
