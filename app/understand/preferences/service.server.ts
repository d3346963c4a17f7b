import { applyHeard } from '../../listen/apply.server.ts';
import type { NewFact, SaidWishes } from '../../listen/facts/fact.ts';
import { nothingHeard } from '../../listen/heard.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import type { ConsentOf, ConsentTools } from '../consent/service.server.ts';
import { handlesOfContact } from '../consent/store.server.ts';
import { foldBatch, foldLock } from '../contacts/fold.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { wishesAmong } from './log.server.ts';
import { NO_WISHES, type Wishes } from './wishes.ts';

export type WishService = ReturnType<typeof createWishService>;

/** What somebody wishes of the mail she gets: written down as a fact, and understood at once. */
export function createWishService({ db, clock, wake, wanted, ports }: ConsentTools) {
  return {
    /** @returns false when nobody is known by that address */
    async say(shop: string, of: ConsentOf, wishes: SaidWishes): Promise<boolean> {
      const said = await db.write(
        async (trx) => {
          const now = clock.now();
          const frame = await shopFrame(trx, shop, now);
          const known = await handlesOfContact(trx, shop, of);
          if (!frame || !known) return false;
          const [who] = known.hard;
          const fact: NewFact = {
            id: `preference:${wishes.source}:${stableId(who, JSON.stringify(wishes), String(now))}`,
            kind: 'preference.changed',
            occurredAt: now,
            identity: who,
            verified: true,
            data: { wishes },
          };
          await applyHeard(trx, shop, { ...nothingHeard(), facts: [fact] }, now);
          await foldBatch(trx, frame, [{ ...fact, subject: null, data: fact.data ?? {} }], { wanted, ports });
          return true;
        },
        { lock: foldLock(shop) },
      );
      wake(APPRAISE, shop, clock.now());
      return said;
    },

    async of(shop: string, of: ConsentOf): Promise<Wishes> {
      const known = await handlesOfContact(db.read, shop, of);
      if (!known) return NO_WISHES;
      return (await wishesAmong(db.read, shop, new Map([['', known.hard]]))).get('') ?? NO_WISHES;
    },
  };
}
