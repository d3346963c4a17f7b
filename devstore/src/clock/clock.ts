/** The devstore's time. It runs like the real one, ahead of it by an offset that a person may enlarge. */
export interface Clock {
  /** Milliseconds since 1970, as the shop sees them. */
  now(): number;
  /** `now()` as ISO 8601. */
  iso(): string;
  offset(): number;
  /** Never back: tokens, orders and due times assume that time goes forward. */
  moveTo(at: number): void;
  moveBy(milliseconds: number): void;
  onMove(listener: () => void): () => void;
}
