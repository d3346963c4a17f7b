/** One query may cost 1,000 points; this one asks for more at once. Ask for a smaller page. */
export class QueryTooCostly extends Error {
  override name = 'QueryTooCostly';
}
