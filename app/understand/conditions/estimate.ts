/** 19 times of 20 the true number is inside. */
const Z = 1.96;

export interface Estimate {
  count: number;
  from: number;
  to: number;
}

/**
 * What is to be expected of all when some were looked at, drawn as by lot: Wilson's interval, narrower as fewer are left.
 * Rounded, so that it does not look finer than it is. https://doi.org/10.1080/01621459.1927.10502953
 * @param held of those looked at @param looked at least one @param of all of them
 */
export function estimated(held: number, looked: number, of: number): Estimate {
  const left = of - looked;
  if (left <= 0) return { count: held, from: held, to: held };
  const share = held / looked;
  // of a sample without putting back each is worth more, the fewer are left
  const worth = (looked * (of - 1)) / left;
  const middle = share + Z ** 2 / (2 * worth);
  const half = Z * Math.sqrt((share * (1 - share)) / worth + (Z / (2 * worth)) ** 2);
  const scale = of / (1 + Z ** 2 / worth);
  const [lower, upper] = [(middle - half) * scale, (middle + half) * scale];
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, (upper - lower) / 2)));
  const within = (count: number) => Math.min(held + left, Math.max(held, count));
  return {
    count: within(Math.round((share * of) / unit) * unit),
    from: within(Math.floor(lower / unit) * unit),
    to: within(Math.ceil(upper / unit) * unit),
  };
}
