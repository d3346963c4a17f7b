import { sql } from 'kysely';
import { CHANNELS } from '../../listen/facts/fact.ts';
import { encodeReason } from '../../decide/journeys/reason.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { readPhone } from '../../platform/text/phone.ts';
import { listed, type Person, type PersonKeeper } from '../../shop/privacy/person.ts';
import { indexSweep, sweep } from '../../shop/privacy/sweep.ts';
import { reachKey } from './reach-key.ts';
import { addressHash, forgetAddress, suppress } from './suppression.server.ts';

const PAGE = 1000;

const NOBODYS = {
  contact: '',
  address: null,
  subject_id: null,
  subject_line: null,
  body_html: null,
  provider_id: null,
  links: '[]',
  // a mail server's refusal quotes whom it refuses
  reason: encodeReason({ code: 'erased' }),
  outcome_reason: null,
};

/** That a mail went out stays counted; to whom and what it said goes. A hashed suppression keeps the address quiet. */
export function createMessagesKeeper({ seal, clock }: { seal: Seal; clock: Clock }): PersonKeeper {
  return {
    async collect(reader, shop, person) {
      const messages = await reader
        .selectFrom('message')
        .selectAll()
        .where('shop', '=', shop)
        .where('contact', 'in', listed(person.contacts))
        .execute();
      const hashes = listed(addressesOf(person).map((address) => addressHash(seal, address)));
      const suppressions = await reader
        .selectFrom('suppression')
        .select(['reason', 'note', 'at'])
        .where('shop', '=', shop)
        .where('address_hash', 'in', hashes)
        .execute();
      const suppressionChanges = await reader
        .selectFrom('suppression_change')
        .select(['deed', 'reason', 'note', 'at'])
        .where('shop', '=', shop)
        .where('address_hash', 'in', hashes)
        .execute();
      const helpAnswers = await reader
        .selectFrom('help_answer')
        .select(['asked_at', 'state'])
        .where('shop', '=', shop)
        .where('phone_hash', 'in', hashes)
        .execute();
      const reactions = await reader
        .selectFrom('reaction')
        .innerJoin('message', (join) =>
          join.onRef('message.shop', '=', 'reaction.shop').onRef('message.id', '=', 'reaction.message'),
        )
        .select(['reaction.message', 'reaction.kind', 'reaction.at', 'reaction.agent', 'reaction.device'])
        .select(['reaction.verdict', 'reaction.why'])
        .where('message.shop', '=', shop)
        .where('message.contact', 'in', listed(person.contacts))
        .execute();
      return { messages, reactions, suppressions, suppressionChanges, helpAnswers };
    },

    async erase(trx, shop, person) {
      const mine = await trx
        .selectFrom('message')
        .select('id')
        .where('shop', '=', shop)
        .where('contact', 'in', listed(person.contacts))
        .execute();
      await makeNobodys(
        trx,
        shop,
        mine.map((row) => row.id),
      );
      for (const address of addressesOf(person)) {
        const hash = addressHash(seal, address);
        await suppress(trx, shop, hash, 'erased', clock.now());
        await forgetAddress(trx, shop, hash);
        await trx.deleteFrom('help_answer').where('shop', '=', shop).where('phone_hash', '=', hash).execute();
      }
      return mine.length;
    },

    sweeps: [
      indexSweep({
        name: 'messages of her contacts',
        async find(reader, shop, person, most) {
          const mine = reader.selectFrom('message').select('id').where('shop', '=', shop);
          const rows = await mine.where('contact', 'in', listed(person.contacts)).limit(most).execute();
          return rows.map((row) => row.id);
        },
        erase: makeNobodys,
      }),
      sweep({
        name: 'messages',
        size: PAGE,
        table: 'message',
        key: 'id',
        columns: ['address'],
        isHers: (row, person) => row.address !== null && person.emails.includes(row.address.toLowerCase()),
        erase: makeNobodys,
      }),
    ],
  };
}

/** As the suppression list names them, by every channel. */
const addressesOf = ({ emails, phones }: Pick<Person, 'emails' | 'phones'>): string[] => [
  ...emails,
  ...phones.flatMap((phone) => {
    const number = readPhone(phone);
    return number === null
      ? []
      : CHANNELS.flatMap((channel) => (channel === 'email' ? [] : (reachKey(channel, number) ?? [])));
  }),
];

async function makeNobodys(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const messages = () => trx.updateTable('message').where('shop', '=', shop).where('id', 'in', ids);
  await messages()
    .set({ state: 'skipped', lease_until: null, lease_by: null })
    .where('state', 'in', ['queued', 'claimed'])
    .execute();
  await messages().set(NOBODYS).execute();
  // the key of a campaign's message names the contact
  await messages()
    .where('campaign', 'is not', null)
    .set((eb) => ({ dedupe_key: sql<string>`'erased:' || ${eb.ref('id')}` }))
    .execute();
  await trx.deleteFrom('mail_event').where('shop', '=', shop).where('message', 'in', ids).execute();
  await trx.deleteFrom('reaction').where('shop', '=', shop).where('message', 'in', ids).execute();
}
