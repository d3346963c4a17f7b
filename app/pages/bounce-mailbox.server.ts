import type { BounceMailboxes } from '../act/messages/bounces/mailboxes.server.ts';
import type { BounceMailboxPages } from '../ui/views/bounce-mailbox-views.ts';

export function createBounceMailboxPages(deps: { bounceMailboxes: BounceMailboxes }): BounceMailboxPages {
  const { get, save, remove, check } = deps.bounceMailboxes;
  return { get, save, remove, check };
}
