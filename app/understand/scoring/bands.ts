// Temperature: what a score means at a glance.
export const TEMPERATURES = ['cold', 'warm', 'hot'] as const;
export type Temperature = (typeof TEMPERATURES)[number];

/** From how many points on; a shop whose `hot` is below its `warm` has nobody warm. */
export interface Bands {
  warm: number;
  hot: number;
}

export function temperatureOf(score: number, { warm, hot }: Bands): Temperature {
  if (score >= hot) return 'hot';
  return score >= warm ? 'warm' : 'cold';
}
