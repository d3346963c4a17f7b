import type { MessageName } from '../../learn/reports/message-name.ts';
import type { Told } from './told.ts';

export interface AttentionRow {
  id: string;
  topic: string;
  receivedAt: number;
  attempts: number;
  reason: string;
}

export interface MessageRow extends MessageName {
  id: string;
  contact: string;
  /** empty where nothing of it can be shown */
  to: string;
  state: string;
  at: number;
  reason: Told | null;
}

export interface DeliveriesView {
  inbox: {
    queued: number;
    attention: number;
    discarded: number;
    /** heard in the last 24 hours */
    doneToday: number;
    /** received_at of the oldest row that is due and not done; null when nothing waits */
    oldestDueAt: number | null;
  };
  attention: AttentionRow[];
  /** behind the rows shown; null at the end */
  next: string | null;
  /** all that need attention, by reason, most first */
  reasons: { reason: string; count: number }[];
  /** the reading of the history, part by part; empty before it has begun */
  history: {
    part: string;
    state: 'queued' | 'done' | 'attention';
    done: number;
    total: number | null;
    remaining: number | null;
    reason: string | null;
  }[];
  /** everybody is being folded once more, because this release makes more of what was heard; null when nobody is */
  refold: { done: number; total: number | null; remaining: number | null; reason: string | null } | null;
  /** the last comparison with Shopify, with how much of each kind had been missed; null before the first */
  compared: { endedAt: number | null; found: { kind: string; count: number }[] } | null;
  /** consent that Shopify would not take, with its own words */
  untold: { contact: string; reason: string }[];
  messages: { state: string; count: number }[];
  /** refused, unknown and skipped ones, newest first */
  troubled: MessageRow[];
}

export interface DeliveryPages {
  /** @param page `after` is the `next` of the page before; `reason` shows only its rows */
  view(shop: string, page?: { after?: string; reason?: string }): Promise<DeliveriesView>;
  replay(shop: string, ids: string[]): Promise<number>;
  discard(shop: string, ids: string[]): Promise<number>;
  replayReason(shop: string, reason: string): Promise<number>;
  discardReason(shop: string, reason: string): Promise<number>;
  /** compares with Shopify now; reads its whole history again */
  compare(shop: string): Promise<void>;
  readAgain(shop: string): Promise<void>;
  /** tells Shopify again what it would not take */
  tellAgain(shop: string): Promise<void>;
  /** undo of discard */
  keep(shop: string, ids: string[]): Promise<number>;
}
