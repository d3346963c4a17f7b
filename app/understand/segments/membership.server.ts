// Writes who joins and who leaves: rows, counts, the day's tally and, where it is news, decisions.
import { sql } from 'kysely';
import { excluded, inChunks } from '../../listen/upsert.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import type { Reason } from '../reason.ts';
import { writeChecks } from './checks.server.ts';
import { heldUntil } from './flips.server.ts';
import { tellHeld } from './held.server.ts';

export interface Move {
  segment: string;
  /** of the rows that say so; more than one while the next is gathered */
  generations: readonly number[];
  contact: string;
  joins: boolean;
  /** whether it is news, and not what a first look at history shows */
  announce: boolean;
  /** whether the rows of the standing generation change by it */
  counts: boolean;
  source?: 'condition' | 'hand' | 'import' | 'shopify';
  why?: readonly Reason[];
}

/** @returns the moves that were made: all but those of contacts who are held */
export async function writeMoves(trx: Trx, frame: ShopFrame, asked: readonly Move[]): Promise<readonly Move[]> {
  if (asked.length === 0) return [];
  const moves = await withoutHeld(trx, frame, asked);
  await insertMembers(trx, frame, moves);
  await deleteMembers(trx, frame.shop, moves);
  await insertDecisions(trx, frame, moves);
  await tally(trx, frame, moves);
  return moves;
}

async function withoutHeld(trx: Trx, frame: ShopFrame, moves: readonly Move[]): Promise<readonly Move[]> {
  const contacts = [...new Set(moves.flatMap(({ announce, contact }) => (announce ? contact : [])))];
  if (contacts.length === 0) return moves;
  const until = await heldUntil(trx, frame.shop, contacts, frame.now);
  const held = new Map(
    moves.flatMap((move) => {
      const dueAt = move.announce ? until(move.segment, move.contact) : null;
      return dueAt === null ? [] : [[move, { segment: move.segment, contact: move.contact, dueAt }]];
    }),
  );
  if (held.size === 0) return moves;
  await writeChecks(trx, frame.shop, [...held.values()]);
  await tellHeld(trx, frame, new Set([...held.values()].map(({ segment }) => segment)));
  return moves.filter((move) => !held.has(move));
}

async function insertMembers(trx: Trx, { shop, now }: ShopFrame, moves: readonly Move[]): Promise<void> {
  const rows = moves
    .filter(({ joins }) => joins)
    .flatMap(({ segment, generations, contact, source = 'condition' }) =>
      generations.map((generation) => ({ shop, segment, generation, contact, joined_at: now, source })),
    );
  await inChunks(rows, 6, (some) =>
    trx
      .insertInto('segment_member')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

async function deleteMembers(trx: Trx, shop: string, moves: readonly Move[]): Promise<void> {
  const leavers = moves.filter(({ joins }) => !joins);
  const rows = leavers.flatMap(({ segment, generations, contact }) =>
    generations.map((generation) => ({ segment, generation, contact })),
  );
  await inChunks(rows, 4, (some) =>
    trx
      .deleteFrom('segment_member')
      .where('shop', '=', shop)
      .where('contact', 'in', [...new Set(some.map(({ contact }) => contact))])
      .where(
        sql<boolean>`(segment, generation, contact) in (values ${sql.join(
          some.map((row) => sql`(${row.segment}, cast(${row.generation} as integer), ${row.contact})`),
        )})`,
      )
      .execute(),
  );
}

async function insertDecisions(trx: Trx, { shop, now }: ShopFrame, moves: readonly Move[]): Promise<void> {
  const rows = moves.flatMap(({ segment, contact, joins, announce, why = [] }) => {
    if (!announce) return [];
    const kind = joins ? 'segment.joined' : 'segment.left';
    return {
      shop,
      id: stableId(shop, contact, kind, segment, String(now)),
      contact,
      kind,
      before: joins ? null : segment,
      after: joins ? segment : null,
      at: now,
      reason: JSON.stringify({ why }),
    };
  });
  await inChunks(rows, 8, (some) =>
    trx
      .insertInto('decision')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** Counts of the segments, and of today. */
async function tally(trx: Trx, { shop, calendar, today }: ShopFrame, moves: readonly Move[]): Promise<void> {
  const sums = new Map<string, { joined: number; gone: number }>();
  for (const { segment, joins, counts } of moves) {
    if (!counts) continue;
    const sum = sums.get(segment) ?? { joined: 0, gone: 0 };
    if (joins) sum.joined++;
    else sum.gone++;
    sums.set(segment, sum);
  }
  if (sums.size === 0) return;
  const cases = [...sums].map(
    ([segment, { joined, gone }]) => sql`when ${segment} then cast(${joined - gone} as integer)`,
  );
  const counted = await trx
    .updateTable('segment')
    .set({ count: sql<number>`count + case id ${sql.join(cases, sql` `)} else 0 end` })
    .where('shop', '=', shop)
    .where('id', 'in', [...sums.keys()])
    .returning(['id', 'count'])
    .execute();
  const day = calendar.name(today);
  await trx
    .insertInto('segment_day')
    .values(counted.map(({ id, count }) => ({ shop, segment: id, day, count, ...sums.get(id) })))
    .onConflict((conflict) =>
      conflict.columns(['shop', 'segment', 'day']).doUpdateSet({
        ...excluded(['count']),
        joined: sql<number>`segment_day.joined + excluded.joined`,
        gone: sql<number>`segment_day.gone + excluded.gone`,
      }),
    )
    .execute();
}
