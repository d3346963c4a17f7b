import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';

/** What was looked at. */
export type Looked = 'contact' | 'contacts.export' | 'suppressions.export' | 'request.download';

export interface AccessRow {
  id: string;
  at: number;
  who: string;
  what: string;
  contact: string | null;
}

/** Where a page goes on: behind this row. */
export interface AccessKey {
  at: number;
  id: string;
}

export type AccessLog = ReturnType<typeof createAccessLog>;

/** Who looked at personal data, and when: what Shopify asks of apps that read names and addresses. */
export function createAccessLog({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** On the disk before anything is shown. @param who `user:…` of Shopify's session token, or `command` */
    async note(shop: string, who: string, what: Looked, contact: string | null = null): Promise<void> {
      const entry = { shop, id: randomUUID(), at: clock.now(), who: who.slice(0, 100), what, contact };
      await db.write((trx) => trx.insertInto('access_entry').values(entry).execute());
    },
    /** newest first */
    async page(shop: string, after: AccessKey | null, limit: number) {
      let query = db.read
        .selectFrom('access_entry')
        .select(['id', 'at', 'who', 'what', 'contact'])
        .where('shop', '=', shop)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (after) {
        query = query.where((eb) =>
          eb.or([eb('at', '<', after.at), eb.and([eb('at', '=', after.at), eb('id', '<', after.id)])]),
        );
      }
      const found: AccessRow[] = await query.execute();
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      return { rows, next: found.length > limit && last ? { at: last.at, id: last.id } : null };
    },
  };
}
