// Thirty rules of the score, some personas and an attribute, as a shop has them that looks closely.
import type { FactKind } from '../app/listen/facts/fact.ts';
import type { Database } from '../app/platform/db/db.ts';
import type { Node } from '../app/understand/conditions/condition.ts';
import type { ShopRule } from '../app/understand/scoring/rule-set.ts';
import type { ScoreWhere } from '../app/understand/scoring/score-where.ts';
import { writeRule } from '../app/understand/scoring/stored-rules.server.ts';

const KINDS: readonly FactKind[] = [
  'product.viewed',
  'page.viewed',
  'order.placed',
  'product.added',
  'checkout.started',
  'message.clicked',
  'cart.changed',
  'consent.changed',
  'customer.created',
  'order.refunded',
];
const SCOPES = ['global', 'stage:lead', 'tag:lamps', 'global'] as const;

const NODES: readonly Node[] = [
  { type: 'attribute', attribute: 'size', is: { as: 'number', op: 'gte', value: 40 } },
  { type: 'orders.count', op: 'gte', value: 2 },
  { type: 'net.spent', op: 'gte', value: 15_000 },
  { type: 'facts', kind: 'product.viewed', windowDays: 30, op: 'gte', value: 5 },
  { type: 'products', did: 'viewed', which: { products: ['1', '2', '3', '4', '5'] }, op: 'gte', value: 2 },
  { type: 'products', did: 'bought', which: { products: ['10', '20', '30'] }, op: 'gte', value: 1 },
  { type: 'text', field: 'locale', test: 'is', of: ['it'] },
  { type: 'same.product', did: 'viewed', windowDays: 60, op: 'gte', value: 2 },
  { type: 'not', of: { type: 'device', in: ['mobile'], windowDays: 60 } },
  {
    type: 'any',
    of: [
      { type: 'date', field: 'last.seen', days: 7 },
      { type: 'last.order', days: 30 },
    ],
  },
];

const RULES: readonly ShopRule[] = Array.from({ length: 30 }, (_, index) => {
  const node = NODES[index - 20];
  return {
    id: `r${index}`,
    name: `Rule ${index}`,
    scope: SCOPES[index % SCOPES.length] ?? 'global',
    trigger: node
      ? { type: 'condition', condition: { version: 1, when: node } }
      : { type: 'fact', kind: KINDS[index % KINDS.length] ?? 'page.viewed', where: whereOf(index) },
    points: index % 7 === 3 ? -2 : 1 + (index % 5),
    cap: index % 3 === 1 ? { points: 10, days: 7 } : null,
    halfLife: index % 5 === 2 ? 14 : null,
    expires: index % 5 === 4 ? 30 : null,
    on: true,
  };
});

/** The first ten take every fact of a kind, the others some. */
function whereOf(index: number): ScoreWhere[] {
  if (index < 10) return [];
  const kind = KINDS[index % KINDS.length];
  if (kind === 'product.viewed') return [{ property: 'subject', test: 'is', value: '7' }];
  if (kind === 'page.viewed') return [{ property: 'subject', test: 'word', value: 'lamps' }];
  return kind === 'order.placed' ? [{ property: 'amount', op: 'gte', value: 10_000 }] : [];
}

const PERSONAS: readonly Node[] = [
  { type: 'rfm.group', in: ['champions', 'loyal'] },
  {
    type: 'all',
    of: [
      { type: 'orders.count', op: 'gte', value: 1 },
      { type: 'score', op: 'gte', value: 60 },
    ],
  },
  { type: 'attribute', attribute: 'size', is: { as: 'number', op: 'lt', value: 40 } },
  { type: 'facts', kind: 'product.viewed', op: 'gte', value: 20 },
];

export async function writeRules(db: Database, shop: string, now: number): Promise<void> {
  await db.write(async (trx) => {
    for (const rule of RULES) await writeRule(trx, shop, rule, now);
    await trx
      .insertInto('persona')
      .values(
        PERSONAS.map((when, position) => ({
          shop,
          id: `p${position}`,
          name: `Persona ${position}`,
          condition: JSON.stringify({ version: 1, when }),
          position,
          created_at: now,
          updated_at: now,
        })),
      )
      .execute();
    await trx
      .insertInto('attribute')
      .values({ shop, id: 'size', label: 'Size', type: 'number', created_at: now })
      .execute();
  });
}
