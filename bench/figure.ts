/** One line of `npm run bench`: a measurement beside its baseline from the same run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** what the same machine does in the same run with the least that could work */
  baseline: number;
  /** value ÷ baseline */
  ratio: number;
  /** in words: what must be reached */
  must: string;
  ok: boolean;
}

export type Wants = (beginning: string) => boolean;

export interface Bench {
  /** the figures it prints begin with this */
  prefix: string;
  /** @param wants whether a figure that begins like this is asked for: what is not is not measured */
  figures(wants: Wants): AsyncIterable<Figure>;
}

/** Rounded so that a line can be read; the verdict is taken before. */
export function figure(input: Omit<Figure, 'ratio'> & { ratio?: number }): Figure {
  const round = (value: number) => Number(value.toPrecision(4));
  const ratio = input.ratio ?? (input.baseline === 0 ? 0 : input.value / input.baseline);
  return { ...input, value: round(input.value), baseline: round(input.baseline), ratio: round(ratio) };
}
