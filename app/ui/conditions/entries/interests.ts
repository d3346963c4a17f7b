import type { InterestKind } from '../../../understand/interests/rules.ts';
import type { Entry, NameSource } from './entry.ts';

/** What somebody cares for most, of product types, brands and tags of products. */
const LOOKED_UP: readonly (readonly [InterestKind, NameSource])[] = [
  ['category', 'productType'],
  ['vendor', 'vendor'],
  ['tag', 'productTag'],
];

export const INTERESTS: Entry[] = LOOKED_UP.map(([kind, source]) => ({
  id: `interest.${kind}`,
  family: 'behaviour',
  fresh: { type: 'interest', kind, name: '', top: 1 },
  // one that asks for a share, or for the first few, says more than "the strongest"
  is: ['kind', 'top', 'share'],
  controls: [{ control: 'name', at: 'name', source }],
}));
