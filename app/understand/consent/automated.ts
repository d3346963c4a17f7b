// Whether somebody accepts automated decisions (scoring, segments by behaviour, personalisation): pure, from what was said.

/** One thing that was said of it. */
export interface SaidOfAutomation {
  /** the fact's */
  id: string;
  at: number;
  accepts: boolean;
}

/** The latest word holds, of two of one instant the one of the greater id; who never said anything accepts. */
export function acceptsAutomation(said: readonly SaidOfAutomation[]): boolean {
  let latest: SaidOfAutomation | undefined;
  for (const one of said) {
    if (!latest || one.at > latest.at || (one.at === latest.at && one.id > latest.id)) latest = one;
  }
  return latest?.accepts ?? true;
}
