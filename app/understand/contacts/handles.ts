import type { FactData, FactKind } from '../../listen/facts/fact.ts';
import { isHard } from '../../listen/facts/fact.ts';

/** A fact as the fold takes it off the timeline. */
export interface HeardFact {
  id: string;
  kind: FactKind;
  occurredAt: number;
  identity: string;
  verified: boolean;
  subject: string | null;
  amount?: number | null;
  data: FactData;
  /** whose it was when it was understood before; its entity has told it otherwise since */
  contact?: string | null;
}

/** The identities that a fact names: hard ones are one person, soft ones were in that person's hands at that moment. */
export interface Handles {
  hard: readonly string[];
  soft: readonly string[];
}

const NONE: readonly string[] = [];

/**
 * An unverified fact (the pixel's) is believed to come from its device and nothing else: whatever address it claims, it
 * neither makes nor merges a contact.
 */
export function handlesOf(fact: HeardFact): Handles {
  if (!fact.verified) return { hard: NONE, soft: isHard(fact.identity) ? NONE : [fact.identity] };
  const named = new Set([fact.identity, ...(fact.data.also ?? NONE)]);
  const hard: string[] = [];
  const soft: string[] = [];
  for (const id of named) (isHard(id) ? hard : soft).push(id);
  // soft identities alone say nothing of whose they are, not even of each other
  if (hard.length === 0) return { hard, soft: [fact.identity] };
  return { hard: hard.sort(), soft };
}
