/**
 * Rows are the queue: a worker finds its rows by their state and due time, and does a slice of them for one shop.
 * Nothing is kept in memory that a restart would miss.
 */
export interface Worker {
  kind: string;
  /**
   * Spends its time waiting for somebody else's answers: on PostgreSQL it does not hold up the shop's other work then.
   */
  waits?: boolean;
  /**
   * Shops with work and since when (or at what later instant) it is due; asked at start and now and then, so that a lost
   * wake costs only a delay, and to tell how far behind the work is.
   */
  pending(): Promise<readonly { shop: string; at: number }[]>;
  /**
   * Does one slice, a few milliseconds to some tens; safe to run again, and while another process runs the same.
   * @returns the instant to come again: now or earlier for "there is more", later for "due then", null for "nothing"
   */
  run(shop: string): Promise<number | null>;
  /** Frees what a process that is gone holds under leases. @returns shops whose work can go on, each as often as it held something */
  giveBack?(process: string): Promise<readonly string[]>;
}

/** Says that a shop has work of a kind at an instant. Losing a wake loses time, never work. */
export type Wake = (kind: string, shop: string, at: number) => void;
