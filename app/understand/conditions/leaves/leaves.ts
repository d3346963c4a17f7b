// Every kind of leaf by its type. One that is added here needs its SQL in `sql.server.ts`: the types ask for it.
import type { z } from 'zod';
import type { Reason } from '../../reason.ts';
import type { ContactView } from '../contact-view.ts';
import { facts } from './facts.ts';
import { date, tag, text } from './profile.ts';
import { products } from './products.ts';
import { lastOrder, netSpent, ordersCount } from './purchases.ts';
import { segment } from './segment.ts';
import { rfmGroup, rfmScore, score, stage } from './standing.ts';

export const LEAVES = {
  'rfm.group': rfmGroup,
  'rfm.score': rfmScore,
  score,
  stage,
  tag,
  text,
  date,
  'orders.count': ordersCount,
  'net.spent': netSpent,
  'last.order': lastOrder,
  facts,
  products,
  segment,
} as const;

export type LeafType = keyof typeof LEAVES;
export type LeafOf<Type extends LeafType> = z.infer<(typeof LEAVES)[Type]['schema']>;
export type Leaf = { [Type in LeafType]: LeafOf<Type> }[LeafType];

interface AnyKind {
  holds(leaf: Leaf, view: ContactView): boolean;
  reason(leaf: Leaf, view: ContactView): Reason;
}

// its own type leads to the kind that takes it
const kindOf = (leaf: Leaf) => LEAVES[leaf.type] as AnyKind;

export const leafHolds = (leaf: Leaf, view: ContactView): boolean => kindOf(leaf).holds(leaf, view);
export const leafReason = (leaf: Leaf, view: ContactView): Reason => kindOf(leaf).reason(leaf, view);
