import type { Selectable } from 'kysely';
import type { Tables } from '../../../platform/db/db.ts';

/**
 * One message. Its `state` goes queued → claimed (nothing has left, safe to requeue) → submitting (committed before the
 * wire) → submitted, refused, or unknown (the wire broke after the content began: shown, never sent again by itself). Or
 * skipped, with the reason.
 */
export type MessageRow = Selectable<Tables['message']>;

/** A link of a mail, by the index that its signed address carries. */
export interface MessageLink {
  url: string;
  /** the shop's own storefront: the address gets the visitor token */
  storefront: boolean;
}

/** Those of a mail as its row keeps them: by index, null for one that this contact's mail does not have. */
export const readLinks = (links: string) => JSON.parse(links) as (MessageLink | null)[];
