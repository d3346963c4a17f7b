// Letting a shop write to a browser, and no longer: the row, and what was said, in one write.
import { identity, type ConsentState, type IdentityId, type NewFact } from '../../listen/facts/fact.ts';
import { applyHeard } from '../../listen/apply.server.ts';
import { nothingHeard } from '../../listen/heard.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { deviceOf, endSubscription, keepSubscription, readSubscription, subscriptionId } from './store.server.ts';
import { isPushAddress, type Leave, type Offer } from './subscription.ts';

/** Who asks, as the signed call tells. */
export interface Asker {
  /** the customer who is logged in */
  customer: string | null;
  locale: string;
}

export type Kept = 'kept' | 'no push address';

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  /** new facts of a shop are on the disk */
  onHeard: (shop: string) => void;
  /** an origin that stands in for push services; for the devstore and tests */
  standIn?: string | undefined;
}

export type PushSubscriptions = ReturnType<typeof createPushSubscriptions>;

export function createPushSubscriptions({ db, clock, seal, onHeard, standIn }: Options) {
  return {
    /** She pressed the button and her browser agreed; or it changed its address, and nobody was asked again. */
    async keep(shop: string, offer: Offer, asker: Asker): Promise<Kept> {
      const { endpoint, keys, replaces } = offer;
      if (!isPushAddress(endpoint, standIn)) return 'no push address';
      const id = subscriptionId(seal, endpoint);
      const sealed = seal.seal(JSON.stringify({ endpoint, ...keys }));
      const now = clock.now();
      await db.write(async (trx) => {
        const before = replaces ? await readSubscription(trx, shop, subscriptionId(seal, replaces)) : undefined;
        if (before && before.gone_at === null && before.id !== id) {
          // by the browser's own doing: she said nothing, and what she said before holds
          await endSubscription(trx, shop, before.id, 'replaced', now);
          await keepSubscription(trx, shop, { id, identity: before.identity, sealed, locale: asker.locale }, now);
          return;
        }
        // an address that takes the place of none that we know is nobody's yes
        if (replaces) return;
        const device = offer.visitor ? identity('client', offer.visitor) : deviceOf(id);
        await keepSubscription(trx, shop, { id, identity: device, sealed, locale: asker.locale }, now);
        await say(trx, shop, { id, device, customer: asker.customer, state: 'subscribed', ...offer }, now);
      });
      onHeard(shop);
      return 'kept';
    },

    /** She pressed the other button. Whoever has the endpoint is that browser. */
    async leave(shop: string, { endpoint, page, text }: Leave): Promise<void> {
      const id = subscriptionId(seal, endpoint);
      const now = clock.now();
      const left = await db.write(async (trx) => {
        const row = await readSubscription(trx, shop, id);
        if (!row || row.gone_why === 'unsubscribed') return false;
        await endSubscription(trx, shop, id, 'unsubscribed', now);
        const device = row.identity as IdentityId;
        await say(trx, shop, { id, device, customer: null, state: 'unsubscribed', page, text }, now);
        return true;
      });
      if (left) onHeard(shop);
    },
  };
}

interface Said {
  id: string;
  device: IdentityId;
  customer: string | null;
  state: ConsentState;
  page: string;
  text: string;
}

async function say(trx: Trx, shop: string, { id, device, customer, state, page, text }: Said, now: number) {
  const evidence = { browser: id.slice(0, 12), ...(page && { page }), ...(text && { text }) };
  const fact: NewFact = {
    id: `consent:push:${stableId(id, state, String(now))}`,
    kind: 'consent.changed',
    occurredAt: now,
    identity: customer ? identity('customer', customer) : device,
    verified: true,
    data: {
      ...(customer && { also: [device] }),
      consent: { channel: 'push', state, source: 'form', evidence },
    },
  };
  await applyHeard(trx, shop, { ...nothingHeard(), facts: [fact] }, now);
}
