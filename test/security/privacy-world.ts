// A shop with a known person in every place where personal data can stand, and the workers that serve it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressHash } from '../../app/act/messages/suppression.server.ts';
import { contactPorts } from '../../app/contact-ports.server.ts';
import { capture, installShop, SHOP } from '../../app/listen/inbox/inbox.fixture.ts';
import { checkout, customer, EPOCH, order } from '../../app/listen/inbox/payloads.fixture.ts';
import { createInboxWorker } from '../../app/listen/inbox/worker.server.ts';
import { ManualClock } from '../../app/platform/clock/clock.ts';
import { createSeal } from '../../app/platform/crypto/seal.ts';
import type { Database } from '../../app/platform/db/db.ts';
import { silentLog } from '../../app/platform/log/log.ts';
import { createTasksWorker } from '../../app/platform/work/tasks/tasks-worker.server.ts';
import { createCompliance } from '../../app/privacy/compliance.server.ts';
import { stopShop } from '../../app/shop/install/stop-shop.ts';
import { createUnderstandWorker } from '../../app/understand/contacts/worker.server.ts';

export const ADA = {
  id: '700000000000000001',
  email: 'ada.rossi@example.com',
  first: 'Adalgisa',
  last: 'Rossini',
  phone: '+39055123456',
  street: 'Via delle Ortensie 7',
  device: 'device-of-ada-01',
  checkout: 'checkout-of-ada',
  order: '800000000000000001',
} as const;

/** Whatever must not be found after she was erased. */
export const TRACES = [ADA.id, ADA.email, ADA.first, ADA.last, ADA.phone, ADA.street, ADA.device, ADA.checkout];

export const adasCustomer = (changes: object = {}) =>
  customer({
    id: ADA.id,
    email: ADA.email,
    first_name: ADA.first,
    last_name: ADA.last,
    phone: ADA.phone,
    default_address: { country_code: 'IT', address1: ADA.street },
    ...changes,
  });

export const adasOrder = (changes: object = {}) =>
  order({
    id: ADA.order,
    name: '#2001',
    email: ADA.email,
    customer: { id: ADA.id, email: ADA.email },
    checkout_token: ADA.checkout,
    cart_token: 'cart-of-ada',
    shipping_address: { address1: ADA.street, phone: ADA.phone },
    landing_site: `/?email=${ADA.email}`,
    note_attributes: [{ name: '_sandmill_visitor', value: ADA.device }],
    ...changes,
  });

export const adasCheckout = (changes: object = {}) =>
  checkout({
    token: ADA.checkout,
    cart_token: 'cart-of-ada',
    email: ADA.email,
    customer: { id: ADA.id, email: ADA.email },
    abandoned_checkout_url: `https://x.test/recover?email=${ADA.email}`,
    note_attributes: [{ name: '_sandmill_visitor', value: ADA.device }],
    ...changes,
  });

export type PrivacyWorld = Awaited<ReturnType<typeof openPrivacyWorld>>;

export async function openPrivacyWorld(db: Database) {
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-privacy-'));
  mkdirSync(join(folder, 'uploads'));
  const clock = new ManualClock(EPOCH + 3_600_000);
  const seal = createSeal('a key for tests that is long enough to be one');
  await installShop(db);
  const inbox = createInboxWorker({ db, clock, log: silentLog, stopShop });
  const privacy = createTasksWorker({
    db,
    clock,
    log: silentLog,
    kind: 'privacy',
    ofLeftShops: true,
    handlers: createCompliance({ db, clock, seal, log: silentLog, uploads: join(folder, 'uploads') }),
  });
  const understand = createUnderstandWorker({
    db,
    clock,
    log: silentLog,
    wanted: new Set(),
    ports: contactPorts,
  });
  const until = async (worker: { run(shop: string): Promise<number | null> }, shop: string) => {
    for (let at = await worker.run(shop); at !== null && at <= clock.now(); at = await worker.run(shop));
  };

  return {
    db,
    clock,
    seal,
    folder,
    tell: (deliveries: readonly (readonly [string, unknown])[], shop = SHOP) => capture(db, clock, deliveries, shop),
    async work(shop = SHOP) {
      await until(inbox, shop);
      await until(understand, shop);
      await until(privacy, shop);
      await until(understand, shop);
    },
    /** what the later wings and the admin keep of her, put there as they would */
    async settle(contact: string) {
      const now = clock.now();
      await db.write(async (trx) => {
        await trx
          .insertInto('automation_choice')
          .values({
            shop: SHOP,
            id: 'automation:hand:1',
            identity: `email:${ADA.email}`,
            accepts: 1,
            source: 'hand',
            at: now,
            evidence: JSON.stringify({ note: `${ADA.first} rang` }),
          })
          .execute();
        await trx
          .insertInto('wish')
          .values({
            shop: SHOP,
            fact: 'preference:preferences:1',
            name: 'frequency',
            identity: `email:${ADA.email}`,
            value: 'weekly',
            at: now,
          })
          .execute();
        await trx
          .insertInto('suppression_change')
          .values({
            shop: SHOP,
            id: 's1',
            address_hash: addressHash(seal, ADA.email),
            deed: 'removed',
            reason: 'manual',
            since: now,
            note: `${ADA.first} wants mail again`,
            who: 'user:1',
            listed: JSON.stringify({ note: ADA.last }),
            at: now,
          })
          .execute();
        await trx
          .insertInto('enrolment')
          .values({
            shop: SHOP,
            id: 'e1',
            journey: 'recovery',
            version: 1,
            contact,
            subject: ADA.checkout,
            arm: 'treated',
            node: 'wait',
            due_at: now,
            entered_at: now,
          })
          .execute();
        await trx
          .insertInto('step')
          .values({
            shop: SHOP,
            enrolment: 'e1',
            seq: 0,
            node: 'wait',
            visit: 0,
            outcome: 'x',
            reason: ADA.email,
            at: now,
          })
          .execute();
        await trx
          .insertInto('message')
          .values({
            shop: SHOP,
            id: 'm1',
            dedupe_key: 'j:e1:mail:0',
            contact,
            enrolment: 'e1',
            channel: 'email',
            template: 'recovery',
            subject_id: ADA.checkout,
            address: ADA.email,
            state: 'submitted',
            due_at: now,
            provider_id: `<1.${ADA.email}>`,
            links: JSON.stringify([{ url: `https://x.test/?e=${ADA.email}` }]),
            subject_line: `${ADA.first}, your cart`,
            body_html: `<p>Dear ${ADA.first} ${ADA.last}`,
            created_at: now,
          })
          .execute();
        await trx
          .insertInto('credit')
          .values({
            shop: SHOP,
            order_id: ADA.order,
            message: 'm1',
            contact,
            clicked_at: 1,
            placed_at: 2,
            amount: 4050,
            refunded: 0,
            currency: 'EUR',
            updated_at: now,
          })
          .execute();
        await trx
          .insertInto('access_entry')
          .values({ shop: SHOP, id: 'a1', at: now, who: 'user:1', what: 'contact', contact })
          .execute();
        await trx
          .insertInto('import_refused')
          .values({ shop: SHOP, import: 'i1', line: 2, reason: `${ADA.email} is no address` })
          .execute();
        await trx.insertInto('contact_tag').values({ shop: SHOP, contact, tag: 'vip', at: now }).execute();
        await trx
          .insertInto('tag_taken')
          .values({ shop: SHOP, task: 'tagging:1', contact, tag: 'fair', at: now, taken_at: now })
          .execute();
        await trx
          .insertInto('double_opt_in')
          .values({
            shop: SHOP,
            id: 'o1',
            identity: `email:${ADA.email}`,
            channel: 'email',
            token_hash: 'x',
            evidence: JSON.stringify({ note: `${ADA.first} asked at the till` }),
            asked_at: now,
          })
          .execute();
        await trx
          .insertInto('consent_sync')
          .values({ shop: SHOP, customer: ADA.id, reason: `${ADA.email} is not valid` })
          .execute();
        const sms = { channel: 'sms', purpose: 'marketing', state: 'subscribed', source: 'form', at: now };
        await trx
          .insertInto('contact_consent')
          .values({ shop: SHOP, contact, ...sms })
          .execute();
        await trx
          .insertInto('import')
          .values({
            shop: SHOP,
            id: 'i1',
            kind: 'orders',
            state: 'done',
            filename: 'o.csv',
            file: 'o.csv',
            created_at: 1,
            ended_at: 2,
          })
          .execute();
      });
      await settleTexts(db, now);
      writeFileSync(join(folder, 'uploads', 'draft.csv'), `${ADA.first} ${ADA.last},${ADA.email}\n`);
      writeFileSync(join(folder, 'uploads', 'o.csv'), `Name,Email\n#1,${ADA.email}\n`);
      writeFileSync(join(folder, 'uploads', 'of-another-shop.csv'), 'Name,Email\n#1,bob@example.com\n');
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Texts that came from outside and may quote anybody: headings and names of files, errors, what a mail server said. */
async function settleTexts(db: Database, now: number): Promise<void> {
  const said = `550 <${ADA.email}> ${ADA.first} ${ADA.last} ${ADA.phone} of customer ${ADA.id}: no such person`;
  const plan = JSON.stringify({ headings: [ADA.email, `${ADA.first} ${ADA.last}`], fields: ['email', 'skip'] });
  await db.write(async (trx) => {
    const imported = {
      shop: SHOP,
      kind: 'contacts',
      filename: `${ADA.email}.csv`,
      plan,
      reason: said,
      created_at: now,
    };
    await trx
      .insertInto('import')
      .values([
        { ...imported, id: 'i2', state: 'attention', ended_at: now },
        { ...imported, id: 'i3', state: 'mapping', file: 'draft.csv' },
      ])
      .execute();
    const task = { shop: SHOP, due_at: now, created_at: now, ended_at: now, reason: said };
    await trx
      .insertInto('task')
      .values([
        { ...task, id: 't1', kind: 'history', state: 'attention', cursor: `after ${ADA.email}` },
        { ...task, id: 't2', kind: 'nothing-does-this', state: 'queued', due_at: now + 1e9 },
      ])
      .execute();
    await trx
      .insertInto('inbox')
      .values({
        shop: SHOP,
        id: 'needs-attention',
        topic: 'orders/create',
        payload: '{}',
        state: 'attention',
        reason: `could not be applied: ${said}`,
        received_at: now,
        due_at: now,
      })
      .execute();
    await trx
      .updateTable('message')
      .set({ reason: JSON.stringify({ code: 'refused', detail: said }) })
      .where('id', '=', 'm1')
      .execute();
  });
}
