import { applyHeard } from '../../listen/apply.server.ts';
import { type FactKind, identity, type NewFact } from '../../listen/facts/fact.ts';
import { type HeardCustomer, nothingHeard } from '../../listen/heard.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { erasedAmong } from '../../shop/privacy/erasure-marks.server.ts';
import { foldBatch, foldLock } from './fold.server.ts';
import type { ContactPorts } from './move.server.ts';
import { shopFrame } from './shop-frame.server.ts';

/** What a merchant writes down of a person. */
export interface NewContact {
  /** lower-case */
  email: string;
  firstName: string | null;
  lastName: string | null;
  tags: string[];
  /** how she said that she wants mail; null when she did not */
  consentNote: string | null;
  /** by id, in the form in which they are kept */
  attributes?: Record<string, string>;
}

/** `known`: somebody with this address is here, and stays as she is. `erased`: she asked not to be kept. */
export type AddedContact = { state: 'added' | 'known'; contact: string } | { state: 'erased' };

interface Options {
  db: Database;
  clock: Clock;
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
}

/** Adds a person by hand, understood at once: the merchant's next page is hers. */
export function createContactAdder({ db, clock, wanted, ports }: Options) {
  return (shop: string, told: NewContact): Promise<AddedContact> =>
    db.write(
      async (trx): Promise<AddedContact> => {
        const who = identity('email', told.email);
        const contactOf = () =>
          trx
            .selectFrom('identity')
            .select('contact')
            .where('shop', '=', shop)
            .where('id', '=', who)
            .executeTakeFirst();
        const known = await contactOf();
        if (known) return { state: 'known', contact: known.contact };
        const now = clock.now();
        const frame = await shopFrame(trx, shop, now);
        if (!frame || (await erasedAmong(trx, shop, [who])).size > 0) return { state: 'erased' };
        const { customers, facts } = heardOf(told, now);
        await applyHeard(trx, shop, { ...nothingHeard(), customers, facts }, now);
        const folded = facts.map((fact) => ({ ...fact, subject: fact.subject ?? null, data: fact.data ?? {} }));
        await foldBatch(trx, frame, folded, { wanted, ports });
        const added = await contactOf();
        if (!added) throw new Error('a contact that was added is nobody');
        return { state: 'added', contact: added.contact };
      },
      { lock: foldLock(shop) },
    );
}

function heardOf(told: NewContact, now: number): { customers: HeardCustomer[]; facts: NewFact[] } {
  const who = identity('email', told.email);
  const id = `added:${stableId(told.email)}`;
  const isNamed = told.firstName !== null || told.lastName !== null;
  const added: NewFact = {
    id,
    kind: 'contact.added',
    occurredAt: now,
    identity: who,
    verified: true,
    data: {
      ...(isNamed && { also: [identity('customer', id)] }),
      ...(told.tags.length > 0 && { tags: told.tags }),
      ...(Object.keys(told.attributes ?? {}).length > 0 && { attributes: told.attributes }),
    },
  };
  const consent: NewFact[] = told.consentNote
    ? [
        {
          id: `consent:${id}`,
          kind: 'consent.changed',
          occurredAt: now,
          identity: who,
          verified: true,
          data: {
            consent: {
              channel: 'email',
              state: 'subscribed',
              source: 'merchant',
              evidence: { note: told.consentNote },
            },
          },
        },
      ]
    : [];
  const customer: HeardCustomer = {
    id,
    email: told.email,
    phone: null,
    firstName: told.firstName,
    lastName: told.lastName,
    locale: null,
    country: null,
    tags: [],
    createdAt: null,
    // seconds for milliseconds: whatever Shopify tells of her is newer
    updatedAt: Math.floor(now / 1000),
  };
  return { customers: isNamed ? [customer] : [], facts: [added, ...consent] };
}
