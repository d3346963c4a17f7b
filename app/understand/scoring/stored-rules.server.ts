import { z } from 'zod';
import { FACT_KINDS } from '../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { conditionSchema } from '../conditions/condition.ts';
import { shippedRule, type ShopRule, type Trigger } from './rule-set.ts';
import { SHIPPED_RULES } from './rules.ts';
import { scoreWhere } from './score-where.ts';

const whereSchema = z.array(scoreWhere).max(5);
const quietSchema = z.object({ days: z.number().int().min(1) });
const kindSchema = z.enum(FACT_KINDS);

type Row = Awaited<ReturnType<typeof rows>>[number];

/** What a merchant changed of the rules that ship, and the shop's own. One that cannot be read any more is left out. */
export async function storedRules(reader: Reader | Trx, shop: string): Promise<ShopRule[]> {
  return (await rows(reader, shop)).flatMap((row) => readRule(row) ?? []);
}

/** One that was taken away keeps its row for a while, so that it can be put back and its entries still have a name. */
const REMOVED = { on: 'removed:on', off: 'removed:off' } as const;

function rows(reader: Reader | Trx, shop: string) {
  return reader
    .selectFrom('score_rule')
    .selectAll()
    .where('shop', '=', shop)
    .where('status', 'in', ['on', 'off'])
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

function readRule(row: Row): ShopRule | null {
  const trigger = readTrigger(row);
  if (!trigger) return null;
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    trigger,
    points: row.points,
    cap: row.cap_points === null || row.cap_days === null ? null : { points: row.cap_points, days: row.cap_days },
    halfLife: row.half_life,
    expires: row.expires,
    on: row.status === 'on',
  };
}

function readTrigger(row: Row): Trigger | null {
  if (SHIPPED_RULES.includes(row.id) && row.trigger === 'shipped') return shippedRule(row.id).trigger;
  try {
    if (row.trigger === 'quiet') return { type: 'quiet', ...quietSchema.parse(JSON.parse(row.filter)) };
    if (row.trigger === 'condition') {
      return { type: 'condition', condition: conditionSchema.parse(JSON.parse(row.condition ?? '')) };
    }
    return { type: 'fact', kind: kindSchema.parse(row.kind), where: whereSchema.parse(JSON.parse(row.filter)) };
  } catch {
    return null;
  }
}

export async function writeRule(trx: Trx, shop: string, rule: ShopRule, now: number): Promise<void> {
  const { trigger } = rule;
  const values = {
    name: rule.name,
    scope: rule.scope,
    trigger: trigger.type,
    kind: trigger.type === 'fact' ? trigger.kind : null,
    filter: JSON.stringify(
      trigger.type === 'fact' ? trigger.where : trigger.type === 'quiet' ? { days: trigger.days } : [],
    ),
    condition: trigger.type === 'condition' ? JSON.stringify(trigger.condition) : null,
    points: rule.points,
    cap_points: rule.cap?.points ?? null,
    cap_days: rule.cap?.days ?? null,
    half_life: rule.halfLife,
    expires: rule.expires,
    status: rule.on ? 'on' : 'off',
    updated_at: now,
  };
  await trx
    .insertInto('score_rule')
    .values({ shop, id: rule.id, ...values, created_at: now })
    .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(values))
    .execute();
}

/** One that ships is again as it ships; one of the shop's own is gone. */
export async function removeRule(trx: Trx, shop: string, id: string, now: number): Promise<void> {
  for (const status of ['on', 'off'] as const) await turn(trx, shop, id, status, REMOVED[status], now);
}

/** As it was before it was removed. */
export async function restoreRule(trx: Trx, shop: string, id: string, now: number): Promise<void> {
  for (const status of ['on', 'off'] as const) await turn(trx, shop, id, REMOVED[status], status, now);
}

async function turn(trx: Trx, shop: string, id: string, from: string, to: string, now: number): Promise<void> {
  await trx
    .updateTable('score_rule')
    .set({ status: to, updated_at: now })
    .where('shop', '=', shop)
    .where('id', '=', id)
    .where('status', '=', from)
    .execute();
}

/** Rules that were removed before an instant cannot be put back any more. */
export async function forgetRemoved(trx: Trx, shop: string, before: number): Promise<void> {
  await trx
    .deleteFrom('score_rule')
    .where('shop', '=', shop)
    .where('status', 'in', Object.values(REMOVED))
    .where('updated_at', '<', before)
    .execute();
}
