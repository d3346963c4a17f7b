// All that the editor offers, and which of it a leaf is.
import type { DraftLeafValue } from '../draft.ts';
import { BEHAVIOUR } from './behaviour.ts';
import type { Entry } from './entry.ts';
import { INTERESTS } from './interests.ts';
import { PERSON } from './person.ts';
import { PURCHASES } from './purchases.ts';

export const ENTRIES: readonly Entry[] = [...PURCHASES, ...BEHAVIOUR, ...INTERESTS, ...PERSON];

/** The first that fits; null for a leaf that was written elsewhere and says more than its controls can show. */
export function entryOf(leaf: DraftLeafValue): Entry | null {
  return (
    ENTRIES.find(
      ({ fresh, is }) => fresh.type === leaf.type && is.every((property) => fresh[property] === leaf[property]),
    ) ?? null
  );
}
