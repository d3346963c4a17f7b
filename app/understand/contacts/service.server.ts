import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { ledgerPage } from '../scoring/explain.server.ts';
import type { Moment } from '../conditions/moment.ts';
import { type Dossier, dossierOf } from './dossier.server.ts';
import { countContacts, listContacts, type ListQuery } from './list.server.ts';
import { type ContactProfile, contactRow, oneContact } from './one.server.ts';
import { timelineOf, type TimelineQuery } from './timeline.server.ts';
import { whyOf, type Why } from './why.server.ts';

export type ContactsService = ReturnType<typeof createContactsService>;

/** What pages read of contacts. */
export function createContactsService({ db, clock }: { db: Database; clock: Clock }) {
  async function moment(shop: string): Promise<Moment> {
    const row = await db.read.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
    return { now: clock.now(), zone: row?.timezone ?? 'UTC' };
  }

  return {
    list: async (shop: string, query: ListQuery) => listContacts(db.read, shop, query, await moment(shop)),
    count: async (shop: string, query: Pick<ListQuery, 'search' | 'condition'> = {}) =>
      countContacts(db.read, shop, query, await moment(shop)),
    get: (shop: string, contact: string) => oneContact(db.read, shop, contact),
    timeline: (shop: string, contact: string, query: TimelineQuery) => timelineOf(db.read, shop, contact, query),
    /** what is known of a contact besides where it stands; null when there is no such contact */
    async dossier(shop: string, contact: string): Promise<{ profile: ContactProfile; dossier: Dossier } | null> {
      const profile = await contactRow(db.read, shop, contact);
      return profile ? { profile, dossier: await dossierOf(db.read, shop, profile) } : null;
    },
    ledger: (shop: string, contact: string, after: string | null) => ledgerPage(db.read, shop, contact, after),
    why: (shop: string, contact: string, why: Why) => whyOf(db.read, shop, contact, why, clock.now()),
    /** the contact that holds an identity now; null when nobody does */
    async ofIdentity(shop: string, identity: string): Promise<string | null> {
      const row = await db.read
        .selectFrom('identity')
        .select('contact')
        .where('shop', '=', shop)
        .where('id', '=', identity)
        .executeTakeFirst();
      return row?.contact ?? null;
    },
  };
}
