// The standard normal law. Pure.

/** Share below `z`; by Abramowitz and Stegun 7.1.26, within 1.5e-7. */
export function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (poly * Math.exp(-x * x)) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** The point below which a share lies: what `normalShare` is turned round, found by halving. */
export function normalPoint(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError('a share lies between 0 and 1');
  let [low, high] = [-9, 9];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
