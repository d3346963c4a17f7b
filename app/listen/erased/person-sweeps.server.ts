// Tables of listening that name people: a few rows at a time, and looked through in pages where no index leads.
import { listed, type Person, type Sweep, valuesOf } from '../../shop/privacy/person.ts';
import { indexSweep, sweep } from '../../shop/privacy/sweep.ts';
import { inChunks } from '../upsert.ts';
import { forgetImportTexts } from './import-texts.server.ts';
import { makeNobodys } from './nobodys-orders.server.ts';
import { factsSweep } from './person-facts.server.ts';
import { refusedLinesSweep } from './refused-lines.server.ts';
import { tellsOf } from './tells-of.ts';

const PAGE = 2000;
/** payloads are large */
const PAGE_OF_TEXTS = 200;

interface Addressed {
  email: string | null;
  customer_id: string | null;
}

const named = (row: Addressed, person: Person) =>
  (row.email !== null && person.emails.includes(row.email.toLowerCase())) ||
  (row.customer_id !== null && person.customers.includes(row.customer_id));

export const PERSON_SWEEPS: readonly Sweep[] = [
  factsSweep,
  indexSweep({
    name: 'her checkouts',
    async find(reader, shop, person, most) {
      const hers = reader.selectFrom('checkout').select('token').where('shop', '=', shop);
      const rows = await hers
        .where('token', 'in', listed(valuesOf(person.soft, 'checkout')))
        .limit(most)
        .execute();
      return rows.map((row) => row.token);
    },
    erase: async (trx, shop, tokens) => {
      await trx.deleteFrom('checkout').where('shop', '=', shop).where('token', 'in', listed(tokens)).execute();
    },
  }),
  indexSweep({
    name: 'her carts',
    async find(reader, shop, person, most) {
      const hers = reader.selectFrom('cart').select('token').where('shop', '=', shop);
      const rows = await hers
        .where('token', 'in', listed(valuesOf(person.soft, 'cart')))
        .limit(most)
        .execute();
      return rows.map((row) => row.token);
    },
    erase: async (trx, shop, tokens) => {
      await trx.deleteFrom('cart_line').where('shop', '=', shop).where('cart_token', 'in', listed(tokens)).execute();
      await trx.deleteFrom('cart').where('shop', '=', shop).where('token', 'in', listed(tokens)).execute();
    },
  }),
  refusedLinesSweep,
  sweep({
    name: 'checkouts',
    size: PAGE,
    table: 'checkout',
    key: 'token',
    columns: ['email', 'customer_id'],
    isHers: named,
    erase: (trx, shop, ids) =>
      inChunks(ids, 1, (some) =>
        trx.deleteFrom('checkout').where('shop', '=', shop).where('token', 'in', some).execute(),
      ),
  }),
  sweep({
    name: 'carts',
    size: PAGE,
    table: 'cart',
    key: 'token',
    columns: ['client_id'],
    isHers: (row, person) => row.client_id !== null && valuesOf(person.soft, 'client').includes(row.client_id),
    erase: (trx, shop, ids) =>
      inChunks(ids, 1, (some) =>
        trx.updateTable('cart').set({ client_id: null }).where('shop', '=', shop).where('token', 'in', some).execute(),
      ),
  }),
  sweep({
    name: 'deliveries',
    size: PAGE_OF_TEXTS,
    table: 'inbox',
    key: 'id',
    columns: ['payload', 'topic', 'reason'],
    // a request under privacy law is let go when it is done; what is queued meets the erasure on its way
    isHers: (row, person) =>
      row.topic !== 'customers/redact' &&
      row.topic !== 'customers/data_request' &&
      tellsOf(person)(`${row.payload}\n${row.reason ?? ''}`),
    erase: (trx, shop, ids) =>
      inChunks(ids, 1, (some) =>
        trx
          .updateTable('inbox')
          .set({ payload: '', state: 'done', reason: null })
          .where('shop', '=', shop)
          .where('id', 'in', some)
          .where('state', '<>', 'queued')
          .execute(),
      ),
  }),
  sweep({
    name: 'work',
    size: PAGE_OF_TEXTS,
    table: 'task',
    key: 'id',
    columns: ['cursor', 'reason'],
    isHers: (row, person) => tellsOf(person)(`${row.cursor ?? ''}\n${row.reason ?? ''}`),
    erase: (trx, shop, ids) =>
      inChunks(ids, 1, async (some) => {
        const tasks = () => trx.updateTable('task').where('shop', '=', shop).where('id', 'in', listed(some));
        await tasks().set({ reason: null }).execute();
        // where one that is under way goes on is its own; it meets the erasure on its way
        await tasks().set({ cursor: null }).where('state', '<>', 'queued').execute();
      }),
  }),
  sweep({
    name: 'imports',
    size: PAGE_OF_TEXTS,
    table: 'import',
    key: 'id',
    columns: ['filename', 'plan', 'reason'],
    isHers: (row, person) => tellsOf(person)(`${row.filename}\n${row.plan}\n${row.reason ?? ''}`),
    erase: forgetImportTexts,
  }),
  // last, for an order leads to a person only until it is nobody's
  sweep({
    name: 'orders',
    size: PAGE,
    table: 'orders',
    key: 'id',
    columns: ['email', 'customer_id'],
    isHers: named,
    erase: makeNobodys,
  }),
];
