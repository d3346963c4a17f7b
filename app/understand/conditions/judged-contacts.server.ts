import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { leavesOf, type Node } from './condition.ts';
import { type Among, isAmong } from './holding-contacts.server.ts';
import { askedTogether } from './leaves/asked-together.server.ts';
import { leafMeasures } from './leaves/leaves.ts';
import type { Moment } from './moment.ts';
import { nodeSql } from './to-sql.server.ts';

interface Judging {
  /** whoever fails any of these is left out */
  always: readonly Node[];
  /** whether all of these hold is `holds` */
  now: readonly Node[];
  /** whether this holds is `may`; for nobody when null */
  may: Node | null;
}

/**
 * Answers about the contacts of a long stretch, of a million or so, in one pass over what they did: what is counted is
 * counted for all of them and then joined. For PostgreSQL alone, which knows how many rows each part of a plan has; for
 * a few contacts `toSql` is quicker (decision 055).
 */
export function judgedContacts(
  shop: string,
  { always, now, may }: Judging,
  moment: Moment,
  among: Among = {},
): RawBuilder<{ id: string; holds: SqlBool; may: SqlBool; automated: number }> {
  const { asked, joins } = askedTogether(moment);
  const all = (nodes: readonly Node[]) => nodeSql({ type: 'all', of: [...nodes] }, asked);
  const counts = (node: Node) => leavesOf(node).some((leaf) => leafMeasures(leaf).length > 0);
  const plain = always.filter((node) => !counts(node));
  const holds = all(now);
  const mayChange = may ? nodeSql(may, asked) : sql<SqlBool>`1 = 0`;
  const counted = all(always.filter(counts));
  const stretch = sql`contact.shop = ${shop} and ${isAmong(sql`contact.id`, among)}`;
  const answers = sql`contact.id as id, ${holds} as holds, ${mayChange} as may, contact.automated as automated`;
  if (plain.length === 0) {
    const those = joins(shop, (contact) => isAmong(contact, among));
    return sql`select ${answers} from contact${those} where ${stretch} and ${counted}`;
  }
  // who is left by what her own row says: of the others nothing need be counted
  const those = joins(shop, (contact) => sql`${contact} in (select id from remaining) and ${isAmong(contact, among)}`);
  return sql`with remaining as materialized (select contact.* from contact where ${stretch} and ${all(plain)})
    select ${answers} from remaining as contact${those} where ${counted}`;
}
