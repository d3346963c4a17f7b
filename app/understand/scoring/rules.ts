// What earns or loses points. Pure: what facts have earned is these rules over a contact's facts.
import type { FactData, FactKind } from '../../listen/facts/fact.ts';

export interface ScoredFact {
  id: string;
  kind: string;
  occurredAt: number;
  subject: string | null;
  /** minor units */
  amount?: number | null;
  data: FactData;
}

export interface ScoreRule {
  /** its name in the ledger; the words for it are in `sentences` */
  rule: string;
  kind: FactKind;
  points: number;
  /** at most once a day for each subject (a product), or once a day in all */
  daily?: 'subject' | 'all';
  /** the entry's id, where facts of several kinds count once together */
  entry?: (fact: ScoredFact, contact: string) => string;
  /** when only some facts of the kind count */
  when?: (data: FactData) => boolean;
  /** after so many days half is left */
  halfLife?: number;
  /** until a merchant switches it on it earns nothing */
  off?: true;
}

/**
 * Days after which half is left of what behaviour has earned: a look says what somebody wants now, and without it a score
 * tells who has been here for long, not who is near a purchase (help.sharpspring.com, "Understanding lead score decay").
 * What somebody is, or did for good (an order, an account, a subscription), stays.
 */
const BEHAVIOUR_FADES = 30;

/** The rules that ship. */
export const SCORE_RULES: readonly ScoreRule[] = [
  { rule: 'page.viewed', kind: 'page.viewed', points: 1, daily: 'all', halfLife: BEHAVIOUR_FADES, off: true },
  {
    rule: 'visit.campaign',
    kind: 'page.viewed',
    points: 2,
    daily: 'all',
    halfLife: BEHAVIOUR_FADES,
    when: ({ origin }) => origin?.utm?.campaign !== undefined,
  },
  { rule: 'product.viewed', kind: 'product.viewed', points: 1, daily: 'subject', halfLife: BEHAVIOUR_FADES },
  { rule: 'search.submitted', kind: 'search.submitted', points: 1, daily: 'all', halfLife: BEHAVIOUR_FADES },
  { rule: 'product.added', kind: 'product.added', points: 2, daily: 'subject', halfLife: BEHAVIOUR_FADES },
  { rule: 'checkout.started', kind: 'checkout.started', points: 5, halfLife: BEHAVIOUR_FADES },
  { rule: 'order.placed', kind: 'order.placed', points: 20 },
  { rule: 'order.cancelled', kind: 'order.cancelled', points: -20, entry: givenBack },
  // a deleted order gives back what it earned, unless it was cancelled before
  { rule: 'order.cancelled', kind: 'order.deleted', points: -20, entry: givenBack },
  { rule: 'customer.created', kind: 'customer.created', points: 5 },
  { rule: 'file.downloaded', kind: 'file.downloaded', points: 3, daily: 'all', halfLife: BEHAVIOUR_FADES },
  { rule: 'form.sent', kind: 'form.sent', points: 5, daily: 'all', halfLife: BEHAVIOUR_FADES },
  { rule: 'chat.used', kind: 'chat.used', points: 3, daily: 'all', halfLife: BEHAVIOUR_FADES },
  { rule: 'message.opened', kind: 'message.opened', points: 1, daily: 'all', halfLife: BEHAVIOUR_FADES },
  { rule: 'message.clicked', kind: 'message.clicked', points: 3, daily: 'all', halfLife: BEHAVIOUR_FADES },
  {
    rule: 'subscribed',
    kind: 'consent.changed',
    points: 5,
    daily: 'all',
    when: (data) => data.consent?.state === 'subscribed',
  },
  {
    rule: 'unsubscribed',
    kind: 'consent.changed',
    points: -10,
    daily: 'all',
    when: (data) => data.consent?.state === 'unsubscribed',
  },
];

/** The rule that takes points from somebody who has not been seen for a while. */
export const QUIET_RULE = { rule: 'inactive', points: -10, days: 60 } as const;

/** Every rule that ships, by its name, once. */
export const SHIPPED_RULES: readonly string[] = [...new Set([...SCORE_RULES.map(({ rule }) => rule), QUIET_RULE.rule])];

export const GLOBAL = 'global';

/** Why an entry stands in the ledger. */
export type EntryReason = 'earned' | 'capped' | 'decayed' | 'expired';

export interface LedgerEntry {
  id: string;
  contact: string;
  rule: string;
  points: number;
  at: number;
  /** empty for what no fact but time or a condition has brought */
  fact: string;
  scope: string;
  reason: EntryReason;
}

/** A rule over facts as a shop has it: points, scope and a merchant's own filter are decided. */
export interface FactRule extends Omit<ScoreRule, 'when' | 'off'> {
  scope: string;
  when?: (fact: ScoredFact) => boolean;
}

/**
 * What facts have earned for a contact. Where a rule counts once a day, the earliest fact of that day stands for it, so
 * the entries are the same whatever order the facts are taken in.
 * @param day names the day of an instant in the shop's zone
 */
export function earnedOf(
  contact: string,
  facts: Iterable<ScoredFact>,
  day: (instant: number) => string,
  rulesOf: ReadonlyMap<string, readonly FactRule[]>,
): LedgerEntry[] {
  const entries = new Map<string, LedgerEntry>();
  for (const fact of facts) {
    for (const rule of rulesOf.get(fact.kind) ?? []) {
      if (rule.when && !rule.when(fact)) continue;
      const id = entryId(contact, rule, fact, day);
      const known = entries.get(id);
      if (known && !isEarlier(fact, known)) continue;
      entries.set(id, {
        id,
        contact,
        rule: rule.rule,
        points: rule.points,
        at: fact.occurredAt,
        fact: fact.id,
        scope: rule.scope,
        reason: 'earned',
      });
    }
  }
  return [...entries.values()];
}

function isEarlier(fact: ScoredFact, entry: LedgerEntry): boolean {
  return fact.occurredAt < entry.at || (fact.occurredAt === entry.at && fact.id < entry.fact);
}

function entryId(contact: string, rule: FactRule, fact: ScoredFact, day: (instant: number) => string): string {
  if (rule.entry) return rule.entry(fact, contact);
  if (!rule.daily) return `${rule.rule}:${fact.id}`;
  const subject = rule.daily === 'subject' ? `:${fact.subject ?? ''}` : '';
  return `${rule.rule}:${contact}${subject}:${day(fact.occurredAt)}`;
}

/** Once for each order, and of each contact: it may have been cancelled when it was one's and deleted when another's. */
function givenBack(fact: ScoredFact, contact: string): string {
  return `order.cancelled:${contact}:order:${fact.subject ?? ''}`;
}
