import type { FactKind } from '../../listen/facts/fact.ts';
import { leavesOf, type Condition } from './condition.ts';

/** A count of facts that a condition asks for. */
export interface NeededFact {
  key: string;
  kind: FactKind;
  subject: string | undefined;
  windowDays: number | undefined;
}

export function factKey(leaf: { kind: string; subject?: string; windowDays?: number }): string {
  return JSON.stringify([leaf.kind, leaf.subject ?? null, leaf.windowDays ?? null]);
}

/** The counts to load before a condition is evaluated for one contact; each once. */
export function neededFacts(condition: Condition): NeededFact[] {
  const needed = new Map<string, NeededFact>();
  for (const leaf of leavesOf(condition.when)) {
    if (leaf.type !== 'facts') continue;
    const { kind, subject, windowDays } = leaf;
    const key = factKey(leaf);
    needed.set(key, { key, kind, subject, windowDays });
  }
  return [...needed.values()];
}
