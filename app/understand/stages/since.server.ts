// Since when somebody stands at a stage: the facts say so where they decide the stage, else the moment of the conclusion.
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import type { Stage, StageBy } from './rules.ts';

interface Standing {
  id: string;
  stage: Stage;
  by: StageBy;
  /** whether it has just come there */
  moved: boolean;
  /** whether it did so by something that happened now, not by a rule that was changed or a repair */
  live: boolean;
  /** what is written down; null for nothing */
  since: number | null;
  firstSeenAt: number;
  firstOrderAt: number | null;
  /** whether what the facts say of it may be another than what is written down */
  uncertain: boolean;
}

/** By contact; whom it leaves out stands there since what is written down. */
export async function stageSince(
  trx: Trx,
  { shop, now, stages }: ShopFrame,
  people: readonly Standing[],
): Promise<Map<string, number>> {
  const asked = people.filter(({ moved, since, uncertain }) => moved || uncertain || since === null);
  const ruled = asked.filter(({ by }) => by === 'rule');
  const at = (...of: readonly Stage[]) => ruled.filter(({ stage }) => of.includes(stage)).map(({ id }) => id);
  const named = await namedSince(trx, shop, at('lead'));
  const loyal = await boughtOften(trx, shop, at('loyal'), stages.loyalOrders);
  const concluded = asked.filter(
    ({ stage, by, since, moved, live }) =>
      (by === 'hand' || stage === 'mql' || stage === 'sql') && (since === null || (moved && !live)),
  );
  const told = await concludedSince(trx, shop, concluded);
  return new Map(asked.map((each) => [each.id, sinceOf(each)]));

  function sinceOf({ id, stage, by, moved, live, since, firstSeenAt, firstOrderAt }: Standing): number {
    const kept = (moved && live ? null : told.get(id)) ?? (moved ? null : since) ?? now;
    if (by === 'hand') return kept;
    switch (stage) {
      case 'visitor':
        return firstSeenAt;
      case 'lead':
        return named.get(id) ?? firstSeenAt;
      case 'mql':
      case 'sql':
        return kept;
      case 'customer':
        return firstOrderAt ?? kept;
      case 'loyal':
        return loyal.get(id) ?? kept;
      default:
        return stage satisfies never;
    }
  }
}

/** When an address or an account was first named. */
async function namedSince(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, number>> {
  if (contacts.length === 0) return new Map();
  const rows = await trx
    .selectFrom('identity')
    .select((eb) => ['contact', eb.fn.min('created_at').as('at')])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .where('kind', 'in', ['customer', 'email'])
    .groupBy('contact')
    .execute();
  return new Map(rows.map(({ contact, at }) => [contact, Number(at)]));
}

/** When the counted order was placed that made somebody loyal. */
async function boughtOften(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  orders: number,
): Promise<Map<string, number>> {
  if (contacts.length === 0) return new Map();
  // the joins cross: SQLite is not to walk the orders of the whole shop
  const { rows } = await sql<{ contact: string; at: number }>`
    select contact, at from (
      select i.contact as contact, o.placed_at as at,
        row_number() over (partition by i.contact order by o.placed_at, o.id) as nth
      from identity as i cross join orders as o
      where i.shop = ${shop} and i.contact in (${sql.join(padded(contacts))}) and i.kind in ('customer', 'email')
        and o.shop = i.shop and o.identity = i.id and o.counted = 1
    ) as placed where nth = ${orders}`.execute(trx);
  return new Map(rows.map(({ contact, at }) => [contact, Number(at)]));
}

/** When the last conclusion was that somebody came to the stage where she stands. */
async function concludedSince(
  trx: Trx,
  shop: string,
  people: readonly Pick<Standing, 'id' | 'stage'>[],
): Promise<Map<string, number>> {
  if (people.length === 0) return new Map();
  const rows = await trx
    .selectFrom('decision')
    .select(['contact', 'after', 'at'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(people.map(({ id }) => id)))
    .where('kind', '=', 'stage.moved')
    .orderBy('at')
    .orderBy('id')
    .execute();
  const last = new Map(rows.map((row) => [row.contact, row]));
  return new Map(
    people.flatMap(({ id, stage }): [string, number][] => {
      const move = last.get(id);
      return move?.after === stage ? [[id, Number(move.at)]] : [];
    }),
  );
}
