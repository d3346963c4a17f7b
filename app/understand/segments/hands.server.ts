// Static segments are filled and emptied by hand: contact by contact, or by a list of addresses.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { identity } from '../../listen/facts/fact.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { MOST_ADDRESSES, readAddresses } from './addresses.ts';
import { movesByHand } from './by-hand.server.ts';
import { writeMoves } from './membership.server.ts';
import { findSegment } from './store.server.ts';

const CONTACTS_A_WRITE = 500;

/** What became of a list of addresses. */
export type PutReport =
  | {
      ok: true;
      /** contacts who were put in, or taken out */
      changed: number;
      /** contacts who were where they should be */
      already: number;
      /** addresses that no contact has */
      missing: string[];
      /** what stood in the list and is no address */
      notAddresses: string[];
    }
  | { ok: false; reason: 'too_many'; most: number }
  /** there is no such static segment */
  | { ok: false; reason: 'unknown' };

export function createSegmentHands({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  async function put(shop: string, id: string, contacts: readonly string[], within: boolean): Promise<number> {
    let changed = 0;
    for (let start = 0; start < contacts.length; start += CONTACTS_A_WRITE) {
      changed += await putSome(shop, id, contacts.slice(start, start + CONTACTS_A_WRITE), within);
    }
    if (changed > 0) wake(APPRAISE, shop, clock.now());
    return changed;
  }

  function putSome(shop: string, id: string, contacts: readonly string[], within: boolean): Promise<number> {
    const now = clock.now();
    return db.write(
      async (trx) => {
        const segment = await findSegment(trx, shop, id);
        const frame = await shopFrame(trx, shop, now);
        if (segment?.kind !== 'static' || !frame) return 0;
        const made = await writeMoves(trx, frame, await movesByHand(trx, shop, segment, contacts, within));
        // segments that name this one follow
        const changes = new Set<Change>([`field:segment:${id}`, 'live']);
        await markForAppraisal(trx, shop, new Map(made.map(({ contact }) => [contact, changes])), now);
        return made.length;
      },
      { lock: foldLock(shop) },
    );
  }

  /** Contacts by their addresses; whoever has several of them is one. */
  async function contactsOf(shop: string, addresses: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let start = 0; start < addresses.length; start += CONTACTS_A_WRITE) {
      const rows = await db.read
        .selectFrom('identity')
        .select(['id', 'contact'])
        .where('shop', '=', shop)
        .where(
          'id',
          'in',
          addresses.slice(start, start + CONTACTS_A_WRITE).map((one) => identity('email', one)),
        )
        .execute();
      for (const row of rows) if (row.contact !== null) found.set(row.id, row.contact);
    }
    return found;
  }

  return {
    /** Puts contacts into a static segment, or takes them out of it. @returns how many that changed */
    put,

    /** The same for whoever has these addresses. */
    async putAddresses(shop: string, id: string, text: string, within: boolean): Promise<PutReport> {
      const { addresses, notAddresses } = readAddresses(text);
      if (addresses.length > MOST_ADDRESSES) return { ok: false, reason: 'too_many', most: MOST_ADDRESSES };
      const segment = await findSegment(db.read, shop, id);
      if (segment?.kind !== 'static') return { ok: false, reason: 'unknown' };
      const found = await contactsOf(shop, addresses);
      const contacts = [...new Set(found.values())];
      const changed = await put(shop, id, contacts, within);
      return {
        ok: true,
        changed,
        already: contacts.length - changed,
        missing: addresses.filter((one) => !found.has(identity('email', one))),
        notAddresses,
      };
    },
  };
}
