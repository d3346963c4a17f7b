import { type FactKind, identity, identityKind, identityValue, type NewFact } from '../../listen/facts/fact.ts';
import { insertFacts } from '../../listen/facts/store.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldBatch, foldLock } from '../contacts/fold.server.ts';
import { hardIdentities } from '../contacts/known.server.ts';
import type { ContactPorts } from '../contacts/move.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { type AttributeType, type DeclaredAttribute, valueFor } from './declared.ts';
import { ALWAYS, declaredAttributes } from './declared.server.ts';
import { attributeKey } from './value.ts';

export interface ToldAttribute extends DeclaredAttribute {
  /** null when nobody told it, or it was taken away */
  value: string | null;
  at: number | null;
  /** `import:ID`, `user:ID`, `form:ID`, `hand` */
  source: string | null;
}

interface Options {
  db: Database;
  clock: Clock;
  wake: Wake;
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
}

export type Declared = { state: 'declared'; id: string } | { state: 'known' | 'nameless' };
export type Told = 'told' | 'wrong' | 'unknown';

export type AttributesService = ReturnType<typeof createAttributesService>;

/** What contacts have besides what Sandmill knows by itself: declared in settings, told by lists, forms and by hand. */
export function createAttributesService({ db, clock, wake, wanted, ports }: Options) {
  return {
    list: (shop: string) => declaredAttributes(db.read, shop),

    /** with those that are known without being declared */
    all: async (shop: string) => [...ALWAYS, ...(await declaredAttributes(db.read, shop))],

    /** One that was removed is there again, with all that was told of it. */
    async declare(
      shop: string,
      { label, type, choices }: { label: string; type: AttributeType; choices: readonly string[] },
    ): Promise<Declared> {
      const id = attributeKey(label);
      if (id === '') return { state: 'nameless' };
      if (ALWAYS.some((one) => one.id === id)) return { state: 'known' };
      const row = { label: label.trim().slice(0, 60), type, choices: JSON.stringify(choices), removed_at: null };
      const written = await db.write((trx) =>
        trx
          .insertInto('attribute')
          .values({ shop, id, ...row, created_at: clock.now() })
          .onConflict((conflict) =>
            conflict.columns(['shop', 'id']).doUpdateSet(row).where('attribute.removed_at', 'is not', null),
          )
          .returning('id')
          .execute(),
      );
      return written.length > 0 ? { state: 'declared', id } : { state: 'known' };
    },

    /** Its key stays, so that lists and conditions go on to find it. */
    async change(shop: string, id: string, label: string, choices: readonly string[]): Promise<void> {
      const row = { label: label.trim().slice(0, 60), choices: JSON.stringify(choices) };
      if (row.label === '') return;
      await db.write((trx) =>
        trx.updateTable('attribute').set(row).where('shop', '=', shop).where('id', '=', id).execute(),
      );
    },

    /** What was told stays, and is there again when the attribute is. */
    remove: (shop: string, id: string) => setRemoved(shop, id, clock.now()),
    restore: (shop: string, id: string) => setRemoved(shop, id, null),

    /** Every declared attribute with what was told of a contact. */
    async ofContact(shop: string, contact: string): Promise<ToldAttribute[]> {
      const told = await db.read
        .selectFrom('contact_attribute')
        .select(['attribute', 'value', 'at', 'source'])
        .where('shop', '=', shop)
        .where('contact', '=', contact)
        .execute();
      const byId = new Map(told.map((row) => [row.attribute, row]));
      return [...ALWAYS, ...(await declaredAttributes(db.read, shop))].map((one) => {
        const row = byId.get(one.id);
        return { ...one, value: row?.value || null, at: row?.at ?? null, source: row?.source ?? null };
      });
    },

    /** Says something of a contact by hand. A visitor whom nobody knows cannot be told of: the device may be another's. */
    async tell(shop: string, contact: string, id: string, text: string, by: string): Promise<Told> {
      const attribute = [...ALWAYS, ...(await declaredAttributes(db.read, shop))].find((one) => one.id === id);
      if (!attribute) return 'unknown';
      const value = valueFor(attribute, text);
      if (value === null) return 'wrong';
      const told = await db.write(
        async (trx): Promise<Told> => {
          const now = clock.now();
          const frame = await shopFrame(trx, shop, now);
          const handles = (await hardIdentities(trx, shop, [contact])).get(contact) ?? [];
          const who = handles.find((handle) => handle.startsWith('email:')) ?? handles[0];
          if (!frame || who === undefined) return 'unknown';
          const fact: NewFact = {
            id: `hand:attribute:${stableId(who, id, value, String(now))}`,
            kind: 'attribute.told',
            occurredAt: now,
            identity: identity(identityKind(who), identityValue(who)),
            verified: true,
            subject: id,
            data: { attributes: { [id]: value }, by },
          };
          await insertFacts(trx, shop, [fact], now);
          await foldBatch(trx, frame, [{ ...fact, subject: id, data: fact.data ?? {} }], { wanted, ports });
          return 'told';
        },
        { lock: foldLock(shop) },
      );
      wake(APPRAISE, shop, clock.now());
      return told;
    },
  };

  async function setRemoved(shop: string, id: string, at: number | null): Promise<void> {
    await db.write((trx) =>
      trx.updateTable('attribute').set({ removed_at: at }).where('shop', '=', shop).where('id', '=', id).execute(),
    );
  }
}
