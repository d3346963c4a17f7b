// Which questions look at what somebody does, and not at who she is: those are not asked of whoever wants no automated
// decisions. Everything is such a question that is not named here.
import type { Leaf } from './leaves/leaves.ts';
import { type Condition, leavesOf } from './condition.ts';

/** Who somebody is, or said that she is: no visit, purchase or score stands behind it. */
const PLAIN: ReadonlySet<string> = new Set(['tag', 'attribute', 'consent']);

const PLAIN_FIELDS: ReadonlySet<string> = new Set([
  'email',
  'first.name',
  'last.name',
  'phone',
  'country',
  'city',
  'locale',
  'email.consent',
  'birthday',
  // of whoever wants no automated decisions it is what she said herself
  'persona',
  'first.seen',
  'automated',
  'suppressed',
]);

function isPlain(leaf: Leaf): boolean {
  switch (leaf.type) {
    case 'text':
    case 'date':
    case 'flag':
      return PLAIN_FIELDS.has(leaf.field);
    case 'anniversary':
      return PLAIN_FIELDS.has(leaf.of);
    default:
      return PLAIN.has(leaf.type);
  }
}

/** Whether a condition looks at behaviour. */
export function isBehavioural(condition: Condition): boolean {
  return leavesOf(condition.when).some((leaf) => !isPlain(leaf));
}

/** Whether a condition may decide anything for somebody. @param automated whether she accepts automated decisions */
export function mayDecide(condition: Condition, automated: boolean): boolean {
  return automated || !isBehavioural(condition);
}
