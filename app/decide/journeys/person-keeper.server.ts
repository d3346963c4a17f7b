import { listed, type PersonKeeper } from '../../shop/privacy/person.ts';
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
    const mine = await trx
      .selectFrom('enrolment')
      .select(['id', 'state'])
      .where('shop', '=', shop)
      .where('contact', 'in', listed(person.contacts))
      .execute();
    const reason = encodeReason({ code: 'erased' });
    for (const { id, state } of mine) {
      const ended = state === 'waiting' || state === 'attention' ? { state: 'exited' } : {};
      await trx
        .updateTable('enrolment')
        // a subject is a checkout, which led to her; it stays unique within its journey
        .set({ contact: '', subject: `erased:${id}`, reason, ...ended })
        .where('shop', '=', shop)
        .where('id', '=', id)
        .execute();
    }
    await trx
      .updateTable('step')
      .set({ reason })
      .where('shop', '=', shop)
      .where('enrolment', 'in', listed(mine.map((row) => row.id)))
      .execute();
    return mine.length;
  },
};
