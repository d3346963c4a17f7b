// Some payloads leave parts of a customer out. Each part holds as the newest telling says it that says it at all.
import type { HeardCustomer } from '../heard.ts';
import { type Versioned, withVersion } from '../version.ts';

export const PARTS = ['phone', 'place', 'tags'] as const;
export type Part = (typeof PARTS)[number];

const TELLS: Record<Part, (customer: HeardCustomer) => boolean> = {
  phone: ({ phone }) => phone !== undefined,
  place: ({ country }) => country !== undefined,
  tags: ({ tags }) => tags !== undefined,
};

/** What some tellings say of one customer together. */
export interface JoinedTelling {
  latest: Versioned<HeardCustomer>;
  /** by part: the newest telling that has it */
  told: Partial<Record<Part, Versioned<HeardCustomer>>>;
}

/** One for each customer, in whatever order they are told. @param heardAt stands for the instant of telling where none is told */
export function joinTellings(heard: readonly HeardCustomer[], heardAt: number): JoinedTelling[] {
  const joined = new Map<string, JoinedTelling>();
  for (const telling of heard.map(withVersion(heardAt))) {
    const known = joined.get(telling.entity.id) ?? { latest: telling, told: {} };
    if (telling.version >= known.latest.version) known.latest = telling;
    for (const part of PARTS) {
      const before = known.told[part];
      if (TELLS[part](telling.entity) && (!before || telling.version >= before.version)) known.told[part] = telling;
    }
    joined.set(telling.entity.id, known);
  }
  return [...joined.values()];
}
