import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/db.ts';
import { SUBMIT_LEASE_MS } from './claim.server.ts';
import type { MessageLink, MessageRow } from './message-row.ts';
import type { Parcel } from './parcel.ts';

/** A message that may leave, as it will. */
export interface Begun {
  message: MessageRow;
  parcel: Parcel;
  links: (MessageLink | null)[];
  /** why it may, encoded */
  reason: string;
}

/**
 * The mark that stands before the wire, for all of a batch in one statement, and only where the lease of this claim still
 * holds: nobody else may have taken a message over.
 * A campaign's message keeps no body: its version is kept, and a hundred thousand of them would be a gigabyte.
 * @returns the ids that were marked
 */
export async function markSubmitting(
  trx: Trx,
  shop: string,
  begun: readonly Begun[],
  { sender, now }: { sender: string; now: number },
): Promise<Set<string>> {
  if (begun.length === 0) return new Set();
  const rows = begun.map(({ message, parcel, links, reason }) => {
    const body = message.campaign === null ? parcel.body : null;
    const lease = sql`cast(${message.lease_until} as bigint), cast(${message.lease_by} as text)`;
    return sql`(${message.id}, ${lease}, ${parcel.to}, ${parcel.title}, cast(${body} as text), ${JSON.stringify(links)}, ${reason})`;
  });
  const marked = await sql<{ id: string }>`
    with begun(id, lease_until, lease_by, address, title, body, links, reason) as (values ${sql.join(rows)})
    update message set
      state = 'submitting',
      attempts = message.attempts + 1,
      lease_until = ${now + SUBMIT_LEASE_MS},
      sender = ${sender},
      address = begun.address,
      subject_line = begun.title,
      body_html = begun.body,
      links = begun.links,
      reason = begun.reason
    from begun
    where message.shop = ${shop} and message.id = begun.id and message.state = 'claimed'
      and message.lease_until = begun.lease_until
      and message.lease_by is not distinct from begun.lease_by
    returning message.id`.execute(trx);
  return new Set(marked.rows.map(({ id }) => id));
}
