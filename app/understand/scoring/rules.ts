// What earns or loses points. Pure: the ledger is these rules over a contact's facts.
import type { FactData, FactKind } from '../../listen/facts/fact.ts';

export interface ScoredFact {
  id: string;
  kind: string;
  occurredAt: number;
  subject: string | null;
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
}

export const SCORE_RULES: readonly ScoreRule[] = [
  { rule: 'product.viewed', kind: 'product.viewed', points: 1, daily: 'subject' },
  { rule: 'search.submitted', kind: 'search.submitted', points: 1, daily: 'all' },
  { rule: 'product.added', kind: 'product.added', points: 2, daily: 'subject' },
  { rule: 'checkout.started', kind: 'checkout.started', points: 5 },
  { rule: 'order.placed', kind: 'order.placed', points: 20 },
  { rule: 'order.cancelled', kind: 'order.cancelled', points: -20, entry: givenBack },
  // a deleted order gives back what it earned, unless it was cancelled before
  { rule: 'order.cancelled', kind: 'order.deleted', points: -20, entry: givenBack },
  { rule: 'customer.created', kind: 'customer.created', points: 5 },
  { rule: 'message.clicked', kind: 'message.clicked', points: 3, daily: 'all' },
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

/** What a merchant has set in place of a rule's own points; none switches the rule off. */
export type RulePoints = Readonly<Record<string, number>>;

export function pointsOf(rule: string, set: RulePoints): number {
  return set[rule] ?? SCORE_RULES.find((each) => each.rule === rule)?.points ?? 0;
}

const rulesOf = new Map<string, ScoreRule[]>();
for (const rule of SCORE_RULES) rulesOf.set(rule.kind, [...(rulesOf.get(rule.kind) ?? []), rule]);

/** The kinds of facts that a ledger is made of. */
export const SCORED_KINDS: readonly FactKind[] = [...new Set(SCORE_RULES.map((rule) => rule.kind))];

export interface LedgerEntry {
  id: string;
  contact: string;
  rule: string;
  points: number;
  at: number;
  fact: string;
}

/**
 * The entries of a contact's facts. Where a rule counts once a day, the earliest fact of that day stands for it, so the
 * ledger is the same whatever order the facts are taken in.
 * @param day names the day of an instant in the shop's zone
 */
export function ledgerOf(
  contact: string,
  facts: Iterable<ScoredFact>,
  day: (instant: number) => string,
  set: RulePoints = {},
): LedgerEntry[] {
  const entries = new Map<string, LedgerEntry>();
  for (const fact of facts) {
    for (const rule of rulesOf.get(fact.kind) ?? []) {
      if (rule.when && !rule.when(fact.data)) continue;
      const id = entryId(contact, rule, fact, day);
      const known = entries.get(id);
      if (known && !isEarlier(fact, known)) continue;
      entries.set(id, {
        id,
        contact,
        rule: rule.rule,
        points: set[rule.rule] ?? rule.points,
        at: fact.occurredAt,
        fact: fact.id,
      });
    }
  }
  return [...entries.values()];
}

function isEarlier(fact: ScoredFact, entry: LedgerEntry): boolean {
  return fact.occurredAt < entry.at || (fact.occurredAt === entry.at && fact.id < entry.fact);
}

function entryId(contact: string, rule: ScoreRule, fact: ScoredFact, day: (instant: number) => string): string {
  if (rule.entry) return rule.entry(fact, contact);
  if (!rule.daily) return `${rule.rule}:${fact.id}`;
  const subject = rule.daily === 'subject' ? `:${fact.subject ?? ''}` : '';
  return `${rule.rule}:${contact}${subject}:${day(fact.occurredAt)}`;
}

/** Once for each order, and of each contact: it may have been cancelled when it was one's and deleted when another's. */
function givenBack(fact: ScoredFact, contact: string): string {
  return `order.cancelled:${contact}:order:${fact.subject ?? ''}`;
}
