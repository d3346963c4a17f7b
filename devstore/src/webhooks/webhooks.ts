export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'dropped';

/** One webhook on its way to the app, or arrived, or given up. */
export interface Delivery {
  /** `X-Shopify-Webhook-Id` */
  id: string;
  eventId: string;
  topic: string;
  url: string;
  body: string;
  triggeredAt: string;
  state: DeliveryState;
  attempts: number;
  /** Milliseconds since 1970 in the shop's time. */
  nextAttemptAt: number | null;
  lastStatus: number | null;
  lastError: string | null;
  /** Milliseconds that the last attempt took. */
  lastTook: number | null;
  deliveredAt: string | null;
}

/** What goes wrong on purpose. Each stays on until it is set again. */
export interface Manner {
  /** How many extra copies of each delivery are sent, with the same ids. */
  duplicate: number;
  /** Pending deliveries are held back and sent in a random order. */
  shuffle: boolean;
  /** The share (0 to 1) of deliveries that never leave. */
  drop: number;
  /** Milliseconds by which each delivery starts late, in the shop's time. */
  delay: number;
  /** So many wait for each other and then leave together, in a random order; 0 holds none back. */
  hold: number;
}

/** The manner of all deliveries, and of topics that have one of their own. */
export interface Faults extends Manner {
  topics: Record<string, Manner>;
  /** Chance begins here again whenever it is set: the same seed drops and shuffles the same. */
  seed: number;
}

export interface Webhooks {
  /** Newest first. */
  deliveries(filter?: { topic?: string; state?: DeliveryState; limit?: number }): Delivery[];
  pending(): number;
  faults(): Faults;
  /** @param topic only for it: it then has a manner of its own */
  setFaults(change: Partial<Manner> & { seed?: number }, topic?: string): Faults;
  /** The topic goes by the manner of all again. */
  clearTopic(topic: string): Faults;
  /** Resolves when nothing is due any more: delivered, given up, or waiting for a later retry. */
  flush(timeoutMs?: number): Promise<{ settled: boolean; pending: number }>;
  /** Sends one delivery again, with the same ids. */
  redeliver(id: string): void;
  stop(): Promise<void>;
}
