import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMailLinks } from '../../app/act/messages/links.ts';
import { DAY } from '../../app/platform/clock/clock.ts';
import { createApiKeys } from '../../app/shop/access/api-keys.server.ts';
import { adasCheckout, adasCustomer, adasOrder, ADA } from './privacy-world.ts';
import type { OpenApp } from './open-app.ts';

/** Fills a shop with something of every kind. @returns what names its rows, by kind */
export async function fillShop(opened: OpenApp, shop: string) {
  const { app, db, seal } = opened;
  const now = app.admin.clock.now();
  await opened.deliver(shop, 'customers/create', adasCustomer());
  await opened.deliver(shop, 'checkouts/create', adasCheckout());
  await opened.deliver(shop, 'orders/create', adasOrder());
  await opened.deliver(shop, 'orders/create', { ...adasOrder(), total_price: 'much' });
  await opened.deliver(shop, 'customers/data_request', { customer: { id: ADA.id, email: ADA.email } });
  await opened.work();
  const one = async (table: 'contact' | 'privacy_request' | 'inbox') => {
    let query = db.read.selectFrom(table).select('id').where('shop', '=', shop);
    if (table === 'inbox') query = query.where('state' as never, '=', 'attention' as never);
    return (await query.executeTakeFirst())?.id ?? '';
  };
  const contact = await one('contact');
  const apiKeys = createApiKeys({ db, clock: app.admin.clock });
  const apiKey = (await apiKeys.create(shop, `Chat of ${shop}`, ['facts:write'], 'user:1')) ?? '';
  const [keyLine] = await apiKeys.list(shop);
  const ids = {
    contact,
    delivery: await one('inbox'),
    request: await one('privacy_request'),
    banner: `banner-of-${shop}`,
    journey: `journey-of-${shop}`,
    enrolment: `enrolment-of-${shop}`,
    message: `message-of-${shop}`,
    sender: `sender-of-${shop}`,
    browser: `browser-of-${shop}`,
    import: `import-of-${shop}`,
    segment: `segment-of-${shop}`,
    campaign: `campaign-of-${shop}`,
    cost: `cost-of-${shop}`,
    account: `account-of-${shop}`,
    post: `post-of-${shop}`,
    postVariant: `post-variant-of-${shop}`,
    attribute: 'size',
    tagRule: `tag-rule-of-${shop}`,
    merge: `merge-of-${shop}`,
    suppression: seal.hash(`suppressed of ${shop}`),
    suppressionChange: `change-of-${shop}`,
    automation: `automation-of-${shop}`,
    tagging: `tagging:of-${shop}`,
    apiKey: keyLine?.id ?? '',
    order: ADA.order,
    email: ADA.email,
  };
  await db.write(async (trx) => {
    await trx
      .insertInto('attribute')
      .values({ shop, id: ids.attribute, label: `${ADA.first}'s size`, type: 'text', created_at: now })
      .execute();
    await trx
      .insertInto('merge_log')
      .values({
        shop,
        id: ids.merge,
        gone: 'x',
        contact,
        reason: 'hand',
        at: now,
        handles: JSON.stringify([`email:${ADA.email}`]),
      })
      .execute();
    await trx
      .insertInto('tag_rule')
      .values({ shop, id: ids.tagRule, tag: ADA.first, segment: ids.segment, created_at: now })
      .execute();
    await trx
      .insertInto('tag_taken')
      .values({ shop, task: ids.tagging, contact, tag: ADA.first, at: now, source: 'hand', taken_at: now })
      .execute();
    const banner = { key: 'home', position: 0, name: 'Mine', updated_at: now };
    const condition = JSON.stringify({ version: 1, when: { type: 'all', of: [] } });
    const texts = { title: 'T', text: '', link: '', label: '' };
    const content = JSON.stringify({ en: texts, it: texts });
    await trx
      .insertInto('banner')
      .values({ shop, id: ids.banner, condition, content, ...banner })
      .execute();
    const passage = { arm: 'treated', node: 'wait', state: 'completed', due_at: now, entered_at: now, version: 1 };
    await trx
      .insertInto('enrolment')
      .values({ shop, id: ids.enrolment, journey: ids.journey, contact, subject: 'x', ...passage })
      .execute();
    await trx
      .insertInto('sender')
      .values({
        shop,
        id: ids.sender,
        name: ADA.first,
        address: 'news@a.example',
        provider: 'postmark',
        secrets: seal.seal(JSON.stringify({ token: 'a secret', events: 'another' })),
        events_token: ids.sender,
        created_at: now,
        updated_at: now,
      })
      .execute();
    const endpoint = `https://push.example/${shop}`;
    await trx
      .insertInto('push_subscription')
      .values({
        shop,
        id: ids.browser,
        identity: `client:device-of-${ADA.id}`,
        sealed: seal.seal(JSON.stringify({ endpoint, p256dh: 'a', auth: 'b' })),
        created_at: now,
      })
      .execute();
    await trx
      .insertInto('push_key')
      .values({ shop, public_key: ids.browser, private_key: seal.seal('a secret'), created_at: now })
      .execute();
    await trx
      .insertInto('bounce_mailbox')
      .values({
        shop,
        host: 'imap.a.example',
        port: 993,
        security: 'tls',
        username: ADA.email,
        password: seal.seal('a secret'),
        // nobody looks into it meanwhile: nothing of the shop may move by itself
        due_at: now + 30 * DAY,
        created_at: now,
        updated_at: now,
      })
      .execute();
    await trx
      .insertInto('short_link')
      .values({ code: `code-of-${shop}`, shop, message: ids.message, created_at: now })
      .execute();
    await trx
      .insertInto('help_answer')
      .values({
        shop,
        phone_hash: `phone-of-${shop}`,
        sender: ids.sender,
        asked_by: 'SM1',
        asked_at: now,
        locale: 'en',
        state: 'submitted',
        phone: seal.seal('+393330000000'),
      })
      .execute();
    await trx
      .insertInto('mail_event')
      .values({
        shop,
        id: `event-of-${shop}`,
        sender: ids.sender,
        kind: 'delivered',
        at: now,
        message: ids.message,
        received_at: now,
        due_at: now,
      })
      .execute();
    await trx
      .insertInto('message')
      .values({
        shop,
        id: ids.message,
        dedupe_key: 'j:x:y:0',
        contact,
        enrolment: ids.enrolment,
        channel: 'email',
        template: 'recovery',
        address: ADA.email,
        state: 'submitted',
        due_at: now,
        created_at: now,
        links: JSON.stringify([
          {
            url: `https://${shop}/cart`,
            storefront: true,
          },
        ]),
        subject_line: ADA.first,
      })
      .execute();
    const address = seal.seal(ADA.email);
    const suppressed = { shop, address_hash: ids.suppression, reason: 'manual', address, note: ADA.first, at: now };
    await trx
      .insertInto('suppression')
      .values({ ...suppressed, who: 'user:1' })
      .execute();
    await trx
      .insertInto('suppression_change')
      .values({ ...suppressed, id: ids.suppressionChange, deed: 'removed', since: now, who: 'user:1' })
      .execute();
    await trx
      .insertInto('automation_choice')
      .values({ shop, id: ids.automation, identity: `email:${ADA.email}`, accepts: 0, source: 'hand', at: now })
      .execute();
    const wish = { fact: ids.automation, name: 'frequency', identity: `email:${ADA.email}`, value: 'weekly', at: now };
    await trx
      .insertInto('wish')
      .values({ shop, ...wish })
      .execute();
    const heard = { id: ids.message, message: ids.message, kind: 'open', at: now, verdict: 'human', why: 'browser' };
    await trx
      .insertInto('reaction')
      .values({ shop, ...heard, settle_at: now })
      .execute();
    const segment = { id: ids.segment, name: ADA.first, kind: 'live', condition, created_at: now, updated_at: now };
    await trx
      .insertInto('segment')
      .values({ shop, ...segment })
      .execute();
    await trx
      .insertInto('segment_member')
      .values({ shop, segment: ids.segment, generation: 0, contact, joined_at: now })
      .execute();
    const campaign = { id: ids.campaign, name: ADA.first, created_at: now, updated_at: now, scheduled_at: now };
    await trx
      .insertInto('campaign')
      .values({ shop, state: 'paused', plan: JSON.stringify({ include: [ids.segment] }), ...campaign })
      .execute();
    await trx.insertInto('campaign_member').values({ shop, campaign: ids.campaign, contact, due_at: now }).execute();
    const cost = { kind: 'people', per: 'campaign', amount: 100, currency: 'EUR', first_day: '2026-03-01' };
    await trx
      .insertInto('cost_line')
      .values({ shop, id: ids.cost, note: `${ADA.first}'s costs`, campaign: ids.campaign, created_at: now, ...cost })
      .execute();
    await trx
      .insertInto('told_activity')
      .values({ shop, subject: `campaign:${ids.campaign}`, told: '', reason: `${ADA.first} is taken`, told_at: now })
      .execute();
    await trx
      .insertInto('social_account')
      .values({
        shop,
        id: ids.account,
        network: 'mastodon',
        name: `@${ADA.first}`,
        remote_id: '1',
        secrets: seal.seal('a token'),
        state: 'expired',
        created_at: now,
        updated_at: now,
      })
      .execute();
    const post = { id: ids.post, name: ADA.first, slug: 'post', state: 'publishing', scheduled_at: now };
    await trx
      .insertInto('social_post')
      .values({ shop, zone: 'UTC', created_at: now, updated_at: now, ...post })
      .execute();
    const variant = { id: ids.postVariant, post: ids.post, account: ids.account, text: ADA.first };
    await trx
      .insertInto('social_variant')
      .values({ shop, state: 'unknown', submitted_at: now, ...variant })
      .execute();
    await trx
      .insertInto('social_result')
      .values({ shop, variant: ids.postVariant, day: '2026-03-01', likes: 1, read_at: now })
      .execute();
    await trx
      .insertInto('import')
      .values({
        shop,
        id: ids.import,
        kind: 'contacts',
        state: 'mapping',
        filename: 'list.csv',
        file: `${shop}.csv`,
        created_at: now,
      })
      .execute();
  });
  // what the provider told of the message is understood, so that nothing of the shop moves afterwards
  await opened.work();
  writeFileSync(join(opened.folder, `${shop}.csv`), `Email,Name\n${ADA.email},${ADA.first}\n`);
  const links = createMailLinks({ seal, appUrl: '' });
  return {
    ids,
    apiKey,
    click: links.click({ shop, message: ids.message, link: 0 }),
    unsubscribe: links.unsubscribe({ shop, message: ids.message, addressHash: seal.hash(ADA.email) }),
    preferences: links.preferences({ shop, message: ids.message }),
    visitor: links.visitor({ shop, message: ids.message }, now),
  };
}
