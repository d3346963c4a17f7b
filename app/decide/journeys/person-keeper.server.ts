import { sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { listed, type Person, type PersonKeeper } from '../../shop/privacy/person.ts';
import { indexSweep } from '../../shop/privacy/sweep.ts';
import { encodeReason } from './reason.ts';

/** Passages stay in the counts of their journey, as nobody's; one under way ends. */
export const journeysKeeper: PersonKeeper = {
  async collect(reader, shop, person) {
    const enrolments = await reader
      .selectFrom('enrolment')
      .selectAll()
      .where('shop', '=', shop)
      .where('contact', 'in', listed(person.contacts))
      .execute();
    const steps = await reader
      .selectFrom('step')
      .selectAll()
      .where('shop', '=', shop)
      .where('enrolment', 'in', listed(enrolments.map((enrolment) => enrolment.id)))
      .execute();
    return { enrolments, steps };
  },

  async erase(trx, shop, person) {
    const mine = await passagesOf(trx, shop, person).execute();
    await makeNobodys(
      trx,
      shop,
      mine.map((row) => row.id),
    );
    return mine.length;
  },

  sweeps: [
    indexSweep({
      name: 'passages',
      async find(reader, shop, person, most) {
        const rows = await passagesOf(reader, shop, person).limit(most).execute();
        return rows.map((row) => row.id);
      },
      erase: makeNobodys,
    }),
  ],
};

function passagesOf(reader: Reader | Trx, shop: string, person: Person) {
  return reader
    .selectFrom('enrolment')
    .select('id')
    .where('shop', '=', shop)
    .where('contact', 'in', listed(person.contacts));
}

async function makeNobodys(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const reason = encodeReason({ code: 'erased' });
  const passages = () => trx.updateTable('enrolment').where('shop', '=', shop).where('id', 'in', ids);
  await passages().set({ state: 'exited' }).where('state', 'in', ['waiting', 'attention']).execute();
  // a subject is a checkout, which led to her; it stays unique within its journey
  await passages()
    .set((eb) => ({ contact: '', subject: sql<string>`'erased:' || ${eb.ref('id')}`, reason }))
    .execute();
  await trx.updateTable('step').set({ reason }).where('shop', '=', shop).where('enrolment', 'in', ids).execute();
}
