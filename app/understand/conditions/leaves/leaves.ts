// Every kind of leaf by its type. One that is added here needs its SQL in `sql.server.ts`: the types ask for it.
import type { z } from 'zod';
import type { Change } from '../../appraisal/appraiser.ts';
import type { Reason } from '../../reason.ts';
import type { ContactView } from '../contact-view.ts';
import { anniversary } from './anniversary.ts';
import { device } from './device.ts';
import { consent } from './consent.ts';
import { facts, factsWhen } from './facts.ts';
import { interest } from './interest.ts';
import type { Measure } from './measure.ts';
import { rfmMoved, rfmWas } from './movement.ts';
import { number } from './number.ts';
import { attribute, date, flag, tag, text } from './profile.ts';
import { products } from './products.ts';
import { lastOrder, netSpent, ordersCount } from './purchases.ts';
import { sameProduct } from './same-product.ts';
import { segment } from './segment.ts';
import { rfmGroup, rfmScore, score, stage } from './standing.ts';

export const LEAVES = {
  'rfm.group': rfmGroup,
  'rfm.score': rfmScore,
  'rfm.was': rfmWas,
  'rfm.moved': rfmMoved,
  score,
  stage,
  tag,
  text,
  date,
  flag,
  number,
  anniversary,
  attribute,
  'orders.count': ordersCount,
  'net.spent': netSpent,
  'last.order': lastOrder,
  facts,
  'facts.when': factsWhen,
  products,
  'same.product': sameProduct,
  device,
  segment,
  interest,
  consent,
} as const;

export type LeafType = keyof typeof LEAVES;
export type LeafOf<Type extends LeafType> = z.infer<(typeof LEAVES)[Type]['schema']>;
export type Leaf = { [Type in LeafType]: LeafOf<Type> }[LeafType];

interface AnyKind {
  holds(leaf: Leaf, view: ContactView): boolean;
  reason(leaf: Leaf, view: ContactView): Reason;
  changes(leaf: Leaf): readonly Change[];
  next?(leaf: Leaf, view: ContactView): number | null;
  measures?(leaf: Leaf): readonly Measure[];
}

// its own type leads to the kind that takes it
const kindOf = (leaf: Leaf) => LEAVES[leaf.type] as AnyKind;

export const leafHolds = (leaf: Leaf, view: ContactView): boolean => kindOf(leaf).holds(leaf, view);
export const leafReason = (leaf: Leaf, view: ContactView): Reason => kindOf(leaf).reason(leaf, view);
export const leafChanges = (leaf: Leaf): readonly Change[] => kindOf(leaf).changes(leaf);
export const leafNext = (leaf: Leaf, view: ContactView): number | null => kindOf(leaf).next?.(leaf, view) ?? null;
export const leafMeasures = (leaf: Leaf): readonly Measure[] => kindOf(leaf).measures?.(leaf) ?? [];
