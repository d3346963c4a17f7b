// Any condition as one sentence, in the language of its reader: "ordered at least 2 times in the last 90 days and never …".
import type { Condition, Leaf, Node } from './condition.ts';
import type { LeafOf, LeafType } from './leaves/leaves.ts';
import { device, facts, factsWhen, interest, lastOrder, ordersCount, products, sameProduct } from './say/deeds.ts';
import {
  anniversary,
  attribute,
  consent,
  date,
  flag,
  group,
  netSpent,
  number,
  rfmMoved,
  rfmScore,
  rfmWas,
  score,
  segment,
  stage,
  tag,
  text,
} from './say/person.ts';
import type { Words } from './say/words.ts';

/** A leaf as it is, or denied. */
type Say<Type extends LeafType> = (leaf: LeafOf<Type>, words: Words, holds: boolean) => string;

const SAY: { [Type in LeafType]: Say<Type> } = {
  'rfm.group': group,
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
};

export function sentence({ when }: Condition, words: Words): string {
  return said(when, words, true, false);
}

function said(node: Node, words: Words, holds: boolean, inside: boolean): string {
  switch (node.type) {
    case 'not':
      return said(node.of, words, !holds, inside);
    case 'all':
    case 'any': {
      // that not all of them hold is that one of them does not
      const all = (node.type === 'all') === holds;
      if (node.of.length === 0) return words.t(all ? 'sentence.everybody' : 'sentence.nobody');
      const parts = node.of.map((each) => said(each, words, holds, node.of.length > 1));
      const [only] = parts;
      if (parts.length === 1 && only !== undefined) return only;
      const joined = listed(parts, words.t(all ? 'sentence.and' : 'sentence.or'));
      return inside ? `(${joined})` : joined;
    }
    default:
      return leafSentence(node, words, holds);
  }
}

/** `a, b and c` */
const listed = (parts: readonly string[], word: string) =>
  `${parts.slice(0, -1).join(', ')}${word}${parts.at(-1) ?? ''}`;

/** One part of a condition; `holds` false says that it does not. */
export function leafSentence(leaf: Leaf, words: Words, holds = true): string {
  // its own type leads to the words that take it
  const say = SAY[leaf.type] as (leaf: Leaf, words: Words, holds: boolean) => string;
  return say(leaf, words, holds);
}
