// Sixty live segments as a busy shop has them: all the ready-made ones, and more of every family.
import type { Database } from '../app/platform/db/db.ts';
import type { Node } from '../app/understand/conditions/condition.ts';
import { RECIPES } from '../app/understand/segments/recipes.ts';

const KINDS = ['product.viewed', 'page.viewed', 'cart.changed', 'checkout.started', 'order.placed'] as const;

const all = (...of: Node[]): Node => ({ type: 'all', of });

function more(index: number): Node {
  const kind = KINDS[index % KINDS.length] ?? 'page.viewed';
  const value = 1 + (index % 4);
  const windowDays = 7 * (1 + (index % 9));
  const often: Node = { type: 'facts', kind, windowDays, op: 'gte', value };
  switch (index % 4) {
    case 0:
      return all(often, { type: 'orders.count', op: 'gte', value });
    case 1:
      return all(often, { type: 'not', of: { type: 'tag', tag: `tag${index % 3}` } });
    case 2:
      return { type: 'any', of: [often, { type: 'net.spent', op: 'gte', value: 10_000 * index }] };
    default:
      return all(
        { type: 'text', field: 'email', test: 'ends', of: ['@example.com'] },
        { type: 'facts', kind, measure: 'sum', op: 'gt', value: 1000 * index },
      );
  }
}

export const SIXTY: readonly { id: string; when: Node }[] = Array.from({ length: 60 }, (_, index) => {
  const recipe = RECIPES[index];
  return { id: `s${index}`, when: recipe ? recipe.condition.when : more(index) };
});

/** Writes them as standing: nobody is in them until facts put somebody there. */
export async function writeSegments(db: Database, shop: string, now: number): Promise<void> {
  await db.write((trx) =>
    trx
      .insertInto('segment')
      .values(
        SIXTY.map(({ id, when }) => ({
          shop,
          id,
          name: id,
          kind: 'live',
          condition: JSON.stringify({ version: 1, when }),
          generation: 1,
          created_at: now,
          updated_at: now,
        })),
      )
      .execute(),
  );
}
