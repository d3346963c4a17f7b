/** Whether a contact accepts automated decisions, and what was said of it. */
export interface AutomatedView {
  accepts: boolean;
  /** of a visitor whom nobody knows nothing can be said */
  known: boolean;
  /** latest first */
  said: { id: string; at: number; accepts: boolean; source: string; note: string }[];
}

export interface AutomatedPages {
  of(shop: string, contact: string): Promise<AutomatedView>;
  /** @returns whether it could be said */
  say(shop: string, contact: string, told: { accepts: boolean; note: string; who: string }): Promise<boolean>;
}
