/**
 * A delivery that cannot be applied as it is, and never will be: trying again does not help. Its reason is written for
 * the merchant, who finds it under "needs attention".
 */
export class Refused extends Error {
  override name = 'Refused';
}
