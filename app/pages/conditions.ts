// What the filters of the contact list say, in the one condition language; money in major units outside, minor inside.
import { toMinor } from '../platform/money.ts';
import type { Condition, Node } from '../understand/conditions/condition.ts';
import { pairsOf } from '../understand/rfm/grid.ts';
import type { RfmGroup } from '../understand/rfm/groups.ts';
import type { ContactFilter } from '../ui/views/contact-views.ts';

export function filterCondition(filter: ContactFilter, currency: string): Condition {
  const of: Node[] = [];
  if (filter.groups.length > 0) of.push({ type: 'rfm.group', in: filter.groups as RfmGroup[] });
  if (filter.stages.length > 0) of.push({ type: 'stage', in: filter.stages });
  if (filter.orders) of.push({ type: 'orders.count', op: filter.orders === 'some' ? 'gte' : 'lt', value: 1 });
  if (filter.minSpent !== null) {
    of.push({ type: 'net.spent', op: 'gte', value: toMinor(String(filter.minSpent), currency) });
  }
  if (filter.minScore !== null) of.push({ type: 'score', op: 'gte', value: filter.minScore });
  if (filter.orderedWithinDays !== null) of.push({ type: 'last.order', days: filter.orderedWithinDays });
  if (filter.persona) of.push({ type: 'text', field: 'persona', test: 'is', of: [filter.persona] });
  if (filter.cell) of.push(...cellNodes(filter.cell));
  return { version: 1, when: { type: 'all', of } };
}

function cellNodes({ r, fm }: { r: number; fm: number }): Node[] {
  const score = (letter: 'r' | 'f' | 'm', value: number): Node => ({
    type: 'rfm.score',
    score: letter,
    op: 'eq',
    value,
  });
  const pairs = pairsOf(fm).map(({ f, m }): Node => ({ type: 'all', of: [score('f', f), score('m', m)] }));
  return [score('r', r), { type: 'any', of: pairs }];
}
