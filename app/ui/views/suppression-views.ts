import type {
  ListChange,
  Listed,
  LookedUp,
  SuppressionCounts,
  Unsubscribed,
} from '../../act/messages/suppression-list.server.ts';
import type { Told } from './told.ts';

export const SUPPRESSION_SHOWS = [
  'all',
  'manual',
  'imported',
  'hard_bounce',
  'complaint',
  'unsubscribed',
  'changes',
] as const;
export type SuppressionShow = (typeof SUPPRESSION_SHOWS)[number];

export type ListedLine = Listed;
export type UnsubscribedLine = Unsubscribed;
export type ChangeLine = ListChange;
export type Found = Omit<LookedUp, 'reason'> & { reason: Told | null };

export interface SuppressionsView {
  show: SuppressionShow;
  counts: SuppressionCounts;
  /** one of these has rows, as `show` says */
  listed: ListedLine[];
  unsubscribed: UnsubscribedLine[];
  changes: ChangeLine[];
  next: string | null;
}

/** What came of a change; `change` is what an undo names. */
export type ListChanged =
  { state: 'added' | 'removed'; change: string } | { state: 'known' | 'not_an_address' | 'not_here' };

export interface SuppressionPages {
  view(shop: string, asked: { show: SuppressionShow; after: string | null }): Promise<SuppressionsView>;
  look(shop: string, address: string): Promise<Found>;
  add(shop: string, address: string, told: { who: string; note: string }): Promise<ListChanged>;
  /** @param id of the row */
  remove(shop: string, id: string, told: { who: string; note: string }): Promise<ListChanged>;
  undo(shop: string, change: string, who: string): Promise<boolean>;
  csv(shop: string): Promise<ReadableStream<Uint8Array>>;
}
