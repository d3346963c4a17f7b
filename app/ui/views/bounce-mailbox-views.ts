import type { BounceMailboxDraft, BounceMailboxState } from '../../act/messages/bounces/bounce-mailbox.ts';

export type { BounceMailboxDraft, BounceMailboxState };

export interface BounceMailboxPages {
  /** null: the shop has none */
  get(shop: string): Promise<BounceMailboxState | null>;
  /** @returns false when a password is needed */
  save(shop: string, draft: BounceMailboxDraft): Promise<boolean>;
  remove(shop: string): Promise<void>;
  check(shop: string): Promise<BounceMailboxState | null>;
}
