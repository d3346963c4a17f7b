// Tags that follow a segment: whoever is in it has the tag, whoever leaves it loses what the rule had given.
import { stableId } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { segmentsOf } from '../conditions/members.server.ts';
import { padded } from '../contacts/padded.ts';
import { segmentName } from '../segments/words.ts';
import type { Words } from '../words.ts';
import { giveTags, takeTags, type TagChange } from './give.server.ts';

export interface TagRule {
  id: string;
  tag: string;
  segment: string;
}

/** The rules of a shop that stand. One whose segment was removed rests: what it gave stays. */
export async function tagRulesOf(reader: Reader | Trx, shop: string): Promise<(TagRule & { name: Words })[]> {
  const rows = await reader
    .selectFrom('tag_rule')
    .innerJoin('segment', (join) =>
      join.onRef('segment.shop', '=', 'tag_rule.shop').onRef('segment.id', '=', 'tag_rule.segment'),
    )
    .select(['tag_rule.id', 'tag_rule.tag', 'tag_rule.segment', 'segment.name', 'segment.recipe'])
    .where('tag_rule.shop', '=', shop)
    .where('tag_rule.removed_at', 'is', null)
    .where('segment.removed_at', 'is', null)
    .orderBy('tag_rule.created_at')
    .orderBy('tag_rule.id')
    .execute();
  return rows.map(({ name, recipe, ...rule }) => ({ ...rule, name: segmentName({ name, recipe }) }));
}

/** The same tag for the same segment is the same rule. */
export const tagRuleId = (tag: string, segment: string) => stableId('tag rule', segment, tag).slice(0, 16);

/**
 * Makes contacts have what the rules say. A tag that came from elsewhere is left alone, one that two rules give stays while
 * either holds.
 * @returns what changed
 */
export async function settleTagRules(
  trx: Trx,
  shop: string,
  rules: readonly TagRule[],
  contacts: readonly string[],
  now: number,
): Promise<TagChange[]> {
  if (rules.length === 0 || contacts.length === 0) return [];
  const ids = padded([...contacts]);
  const within = await segmentsOf(trx, shop, ids);
  const held = await trx
    .selectFrom('contact_tag')
    .select(['contact', 'tag', 'source'])
    .where('shop', '=', shop)
    .where('contact', 'in', ids)
    .execute();
  const sources = new Map(held.map(({ contact, tag, source }) => [`${contact} ${tag}`, source]));

  const given = new Map<string, TagChange[]>();
  const taken: TagChange[] = [];
  for (const [tag, alike] of Map.groupBy(rules, (rule) => rule.tag)) {
    const own = new Set<string | null>(alike.map(({ id }) => `rule:${id}`));
    for (const contact of contacts) {
      const holding = alike.find(({ segment }) => within.get(contact)?.has(segment));
      const source = sources.get(`${contact} ${tag}`);
      if (holding && source === undefined) {
        given.set(holding.id, [...(given.get(holding.id) ?? []), { contact, tag }]);
      } else if (!holding && source !== undefined && own.has(source)) taken.push({ contact, tag });
    }
  }
  const changed: TagChange[] = await takeTags(trx, shop, taken);
  for (const [rule, some] of given) changed.push(...(await giveTags(trx, shop, some, `rule:${rule}`, now)));
  return changed;
}
