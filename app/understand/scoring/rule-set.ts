// The rules of a shop: those that ship, as its merchant changed them, and its own.
import type { FactKind } from '../../listen/facts/fact.ts';
import type { Condition } from '../conditions/condition.ts';
import { type FactRule, GLOBAL, QUIET_RULE, SCORE_RULES, SHIPPED_RULES } from './rules.ts';
import { factPasses, type ScoreWhere } from './score-where.ts';

/** What a rule gives, and how that passes. Days are calendar days of the shop. */
export interface Terms {
  points: number;
  /** at most so many points within so many days */
  cap: { points: number; days: number } | null;
  /** after so many days half is left */
  halfLife: number | null;
  /** after so many days nothing is left */
  expires: number | null;
}

export type Trigger =
  /** one of the rules that ship: code says what earns */
  | { type: 'shipped' }
  | { type: 'fact'; kind: FactKind; where: ScoreWhere[] }
  | { type: 'condition'; condition: Condition }
  | { type: 'quiet'; days: number };

/** A rule as a merchant has it. */
export interface ShopRule extends Terms {
  id: string;
  /** empty for one that ships: its words are in the locale files */
  name: string;
  /** global | stage:NAME | tag:NAME */
  scope: string;
  trigger: Trigger;
  on: boolean;
}

export interface RuleSet {
  /** as the merchant sees them, those that ship first */
  all: readonly ShopRule[];
  byKind: ReadonlyMap<string, readonly FactRule[]>;
  kinds: readonly FactKind[];
  terms: ReadonlyMap<string, Terms>;
  conditions: readonly (ShopRule & { trigger: { type: 'condition' } })[];
  quiet: (ShopRule & { trigger: { type: 'quiet' } }) | null;
}

/** What merchants of an earlier release have set in place of a rule's own points; none switches the rule off. */
export type RulePoints = Readonly<Record<string, number>>;

/** The rule as it ships. */
export function shippedRule(id: string): ShopRule {
  const same = { id, name: '', scope: GLOBAL, cap: null, halfLife: null, expires: null };
  if (id === QUIET_RULE.rule) {
    return { ...same, points: QUIET_RULE.points, trigger: { type: 'quiet', days: QUIET_RULE.days }, on: true };
  }
  const rule = SCORE_RULES.find((each) => each.rule === id);
  const halfLife = rule?.halfLife ?? null;
  return { ...same, points: rule?.points ?? 0, halfLife, trigger: { type: 'shipped' }, on: rule?.off !== true };
}

/** @param stored what the merchant changed of those that ship, and the shop's own */
export function ruleSetOf(stored: readonly ShopRule[], points: RulePoints = {}): RuleSet {
  const changed = new Map(stored.map((rule) => [rule.id, rule]));
  const shipped = SHIPPED_RULES.map((id) => changed.get(id) ?? withPoints(shippedRule(id), points[id]));
  const all = [...shipped, ...stored.filter(({ id }) => !SHIPPED_RULES.includes(id))];
  const working = all.filter((rule) => rule.on && rule.points !== 0);
  const byKind = new Map<string, FactRule[]>();
  const add = (rule: FactRule) => byKind.set(rule.kind, [...(byKind.get(rule.kind) ?? []), rule]);
  for (const rule of working) for (const each of factRules(rule)) add(each);
  const quiet = working.find((rule): rule is NonNullable<RuleSet['quiet']> => rule.trigger.type === 'quiet');
  return {
    all,
    byKind,
    kinds: [...byKind.keys()] as FactKind[],
    terms: new Map(working.map((rule) => [rule.id, rule])),
    conditions: working.filter((rule): rule is RuleSet['conditions'][number] => rule.trigger.type === 'condition'),
    quiet: quiet ?? null,
  };
}

const withPoints = (rule: ShopRule, points: number | undefined): ShopRule =>
  points === undefined ? rule : { ...rule, ...(points === 0 ? { on: false } : { points, on: true }) };

function factRules({ id, points, scope, trigger }: ShopRule): FactRule[] {
  switch (trigger.type) {
    case 'shipped':
      return SCORE_RULES.filter((rule) => rule.rule === id).map(({ when, ...rule }) => ({
        ...rule,
        points,
        scope,
        ...(when && { when: (fact) => when(fact.data) }),
      }));
    case 'fact':
      return [{ rule: id, kind: trigger.kind, points, scope, when: (fact) => factPasses(fact, trigger.where) }];
    case 'condition':
    case 'quiet':
      return [];
    default:
      return trigger satisfies never;
  }
}
