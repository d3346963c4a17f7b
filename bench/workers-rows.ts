// What the workers' figure puts into the database beforehand and counts at the end.
import { sql } from 'kysely';
import { sendAction } from '../app/act/messages/send-action.server.ts';
import { givenCheckout, givenContact, givenShop, SHOP as MAIL_SHOP } from '../app/decide/journeys/rows-in-test.ts';
import { identity } from '../app/listen/facts/fact.ts';
import { insertFacts } from '../app/listen/facts/store.server.ts';
import type { Database } from '../app/platform/db/db.ts';
import type { Arrived } from '../app/platform/mail/smtp-in-test.ts';
import { SHOP } from './app-process.ts';

/** The first of the customers that orders come from. */
const CLICKED = 200;
const CUSTOMER = 7_000_000;

const clicker = (index: number) => `customer${CUSTOMER + index}@example.com`;

/** Some of those who will order have clicked in a mail before: their orders must be credited. */
export async function seedClicks(db: Database): Promise<void> {
  const at = Date.now() - 60_000;
  await db.write(async (trx) => {
    for (let index = 0; index < CLICKED; index++) {
      await trx
        .insertInto('message')
        .values({
          shop: SHOP,
          id: `clicked-${index}`,
          dedupe_key: `clicked-${index}`,
          contact: `nobody-${index}`,
          channel: 'email',
          template: 'recovery',
          state: 'submitted',
          due_at: at,
          created_at: at,
          submitted_at: at,
        })
        .execute();
    }
    const facts = Array.from({ length: CLICKED }, (_, index) => ({
      id: `click:${index}`,
      kind: 'message.clicked' as const,
      occurredAt: at,
      identity: identity('email', clicker(index)),
      verified: true,
      subject: `clicked-${index}`,
      data: {},
    }));
    await insertFacts(trx, SHOP, facts, Date.now());
  });
}

/** Mails of another shop, due one after the other while the load runs. @returns how many */
export async function seedMails(db: Database, from: number, durationMs: number, rate: number): Promise<number> {
  const count = Math.floor((durationMs / 1000) * rate);
  await givenShop(db);
  for (let index = 0; index < count; index++) {
    const email = `reader${index}@example.com`;
    await givenContact(db, `reader-${index}`, email);
    await givenCheckout(db, `cart-${index}`, { email, at: from });
    await db.write(async (trx) => {
      await trx
        .insertInto('consent')
        .values({
          shop: MAIL_SHOP,
          id: `consent:${index}`,
          identity: `email:${email}`,
          channel: 'email',
          state: 'subscribed',
          source: 'checkout',
          at: from - 1000,
        })
        .execute();
      const due = from + Math.floor((index / rate) * 1000);
      const request = {
        dedupeKey: `bench:${index}`,
        contact: `reader-${index}`,
        enrolment: `enrolment-${index}`,
        // no journey that could be switched off
        journey: '',
        subject: `cart-${index}`,
        params: { channel: 'email' as const, template: 'recovery' as const, purpose: 'marketing' as const },
      };
      await sendAction.run(trx, MAIL_SHOP, [request], due);
    });
  }
  await db.write((trx) => trx.updateTable('message').set({ journey: null }).where('shop', '=', MAIL_SHOP).execute());
  return count;
}

export async function isWorkedOff(db: Database): Promise<boolean> {
  const { rows } = await sql`
    select 1 from inbox where state = 'queued'
    union all select 1 from fact where progress < 3
    union all select 1 from message where state in ('queued', 'claimed')
    limit 1`.execute(db.read);
  return rows.length === 0;
}

interface Wrongs {
  lost: number;
  doubled: number;
  credits: number;
  /** mails on the wire when their worker was killed: shown to the merchant, never sent again */
  unknown: number;
}

export async function countWrongs(
  db: Database,
  acknowledged: ReadonlySet<number>,
  arrived: readonly Arrived[],
  mails: number,
): Promise<Wrongs> {
  const one = async (query: ReturnType<typeof sql<{ value: number }>>) =>
    Number((await query.execute(db.read)).rows[0]?.value ?? 0);
  const orders = await db.read.selectFrom('orders').select(['id', 'total', 'email']).where('shop', '=', SHOP).execute();
  const known = new Set(orders.map(({ id }) => Number(id)));
  const placed = await one(sql`select count(*) as value from fact where shop = ${SHOP} and kind = 'order.placed'`);
  const counted = await one(sql`select sum(orders_count) as value from contact where shop = ${SHOP}`);
  const spent = await one(sql`select sum(net_spent) as value from contact where shop = ${SHOP}`);
  const credits = await one(sql`select count(*) as value from credit where shop = ${SHOP}`);
  const credited = await one(sql`select sum(amount) as value from credit where shop = ${SHOP}`);
  const clickers = new Set(Array.from({ length: CLICKED }, (_, index) => clicker(index)));
  const creditable = orders.filter(({ email }) => email !== null && clickers.has(email));
  const submitted = await one(
    sql`select count(*) as value from message where shop = ${MAIL_SHOP} and state = 'submitted'`,
  );
  const unknown = await one(
    sql`select count(*) as value from message where shop = ${MAIL_SHOP} and state in ('unknown', 'submitting')`,
  );
  const ids = arrived.map(({ raw }) => /^Message-ID: (.+)\r$/im.exec(raw)?.[1] ?? '');
  const sum = (rows: typeof orders) => rows.reduce((total, row) => total + Number(row.total), 0);
  const over = (value: number, expected: number) => Math.max(0, value - expected);
  return {
    lost:
      [...acknowledged].filter((id) => !known.has(id)).length +
      over(orders.length, placed) +
      over(orders.length, counted) +
      over(creditable.length, credits) +
      over(mails, submitted + unknown),
    doubled:
      over(placed, orders.length) +
      over(counted, orders.length) +
      over(credits, creditable.length) +
      (spent === sum(orders) ? 0 : 1) +
      (credited === sum(creditable) ? 0 : 1) +
      (ids.length - new Set(ids).size),
    credits,
    unknown,
  };
}
