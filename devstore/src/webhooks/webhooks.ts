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
export interface Faults {
  /** How many extra copies of each delivery are sent, with the same ids. */
  duplicate: number;
  /** Pending deliveries are held back and sent in a random order. */
  shuffle: boolean;
  /** The share (0 to 1) of deliveries that never leave. */
  drop: number;
  /** Milliseconds by which each delivery starts late, in the shop's time. */
  delay: number;
}

export interface Webhooks {
  /** Newest first. */
  deliveries(filter?: { topic?: string; state?: DeliveryState; limit?: number }): Delivery[];
  pending(): number;
  faults(): Faults;
  setFaults(change: Partial<Faults>): Faults;
  /** Resolves when nothing is due any more: delivered, given up, or waiting for a later retry. */
  flush(timeoutMs?: number): Promise<{ settled: boolean; pending: number }>;
  /** Sends one delivery again, with the same ids. */
  redeliver(id: string): void;
  stop(): Promise<void>;
}
