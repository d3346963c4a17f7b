/** A line of an imported file that cannot be an order, or part of one; the message says what is wrong with it. */
export class BadLine extends Error {
  override name = 'BadLine';
}
