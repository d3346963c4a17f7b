import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { mailEventsDoor } from '../../../doors/mail-events.ts';
import { givenContact, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { DAY, MINUTE } from '../../../platform/clock/clock.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { ADA, type MessagesInTest, seal, startMessages } from '../delivery/messages-in-test.ts';
import { type Provider } from '../senders/providers.ts';
import { createMailEventsWorker } from './events-worker.server.ts';
import { createMailEventsInbox } from './inbox.server.ts';
import { amazon, BASIC, EVENTS_KEY, mailguns, postmarks, sendgrids, sns } from './told-in-test.ts';

let test: TestDatabase;
let rig: MessagesInTest;
let fetched: string[];
/** what Amazon's page says next in place of the certificate; null: it cannot be had */
let page: string | null | undefined;
afterEach(async () => {
  await rig.close();
  await test.dispose();
});

async function start(dialect: (typeof DIALECTS)[number]) {
  test = await createTestDatabase(dialect);
  rig = await startMessages(test);
  fetched = [];
  page = undefined;
  const { db, clock } = rig;
  const inbox = createMailEventsInbox({
    db,
    clock,
    seal,
    wake: () => {},
    fetchText: async (url) => {
      fetched.push(url);
      if (page === null) throw new Error('no answer');
      if (page !== undefined) return page;
      return amazon.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    },
  });
  const door = mailEventsDoor({ inbox, log: silentLog, misses: { shut: async () => null, miss: async () => {} } });
  const worker = createMailEventsWorker({ db, clock, seal });
  return {
    post: (provider: string, body: string, headers: Record<string, string> = {}, token = `token-${provider}`) =>
      door.request(`/mail-events/${provider}/${token}`, { method: 'POST', body, headers }),
    work: async () => {
      for (let next = await worker.run(SHOP); next !== null && next <= clock.now(); next = await worker.run(SHOP));
    },
  };
}

const CONFIGS: Partial<Record<Provider, object>> = {
  postmark: { stream: 'broadcast' },
  sendgrid: { eventsKey: EVENTS_KEY },
  mailgun: { domain: 'mg.example' },
  ses: { region: 'eu-west-1', keyId: 'AKID', topic: 'arn:aws:sns:eu-west-1:1:events' },
};

async function givenSender(provider: Provider) {
  await rig.db.write((trx) =>
    trx
      .insertInto('sender')
      .values({
        shop: SHOP,
        id: `by-${provider}`,
        provider,
        address: 'news@corner.example',
        config: JSON.stringify(CONFIGS[provider] ?? {}),
        secrets: seal.seal(
          JSON.stringify({ events: 'the-password', signingKey: 'sk', key: 'k', token: 't', secret: 's' }),
        ),
        events_token: `token-${provider}`,
        created_at: START,
        updated_at: START,
      })
      .execute(),
  );
}

/** A message that left. */
async function givenSubmitted(
  changes: { id?: string; state?: string; created_at?: number; provider_id?: string } = {},
) {
  const id = changes.id ?? 'message-0000000000001';
  await rig.db.write((trx) =>
    trx
      .insertInto('message')
      .values({
        shop: SHOP,
        id,
        dedupe_key: id,
        contact: 'ada',
        channel: 'email',
        template: 'recovery',
        address: ADA,
        subject_line: 'Your cart',
        state: 'submitted',
        due_at: START,
        created_at: START,
        submitted_at: START,
        ...changes,
      })
      .execute(),
  );
  return id;
}

const message = (id: string) =>
  rig.db.read.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const suppressions = async () =>
  (await rig.db.read.selectFrom('suppression').select('reason').execute()).map(({ reason }) => reason);
const facts = () =>
  rig.db.read.selectFrom('fact').select(['kind', 'identity', 'data', 'subject']).orderBy('id').execute();

describe.each(DIALECTS)('what a mail service tells [%s]', (dialect) => {
  it('is on the disk when it is acknowledged, and on the message and the timeline soon after', async () => {
    const { post, work } = await start(dialect);
    await givenSender('postmark');
    const id = await givenSubmitted();
    expect((await post('postmark', postmarks('Delivery', id), BASIC)).status).toBe(200);
    expect(await rig.db.read.selectFrom('mail_event').select('kind').execute()).toEqual([{ kind: 'delivered' }]);
    await work();
    await post('postmark', postmarks('Delivery', id), BASIC);
    await work();
    expect(await message(id)).toMatchObject({ outcome: 'delivered', outcome_at: Date.parse('2026-03-02T10:00:00Z') });
    expect(await facts()).toMatchObject([{ kind: 'message.delivered', identity: `email:${ADA}`, subject: id }]);
    expect(await rig.db.read.selectFrom('mail_event').selectAll().execute()).toEqual([]);
    expect(await suppressions()).toEqual([]);
  });

  it('of a mailbox that does not exist keeps mail from it, whatever is heard late', async () => {
    const { post, work } = await start(dialect);
    await givenSender('postmark');
    const id = await givenSubmitted();
    const bounce = { Type: 'HardBounce', Details: `550 5.1.1 <${ADA}> unknown` };
    await post('postmark', postmarks('Bounce', id, bounce), BASIC);
    await work();
    await post('postmark', postmarks('Delivery', id), BASIC);
    await work();
    const row = await message(id);
    expect(row).toMatchObject({ outcome: 'bounced', outcome_reason: expect.stringContaining('told_hard') });
    expect(row.outcome_reason).not.toContain('ada@');
    expect(await suppressions()).toEqual(['hard_bounce']);
  });

  it('of spam keeps mail from her, and is her word', async () => {
    const { post, work } = await start(dialect);
    await givenSender('postmark');
    const id = await givenSubmitted();
    await post('postmark', postmarks('SpamComplaint', id), BASIC);
    await work();
    expect(await message(id)).toMatchObject({ outcome: 'complained' });
    expect(await suppressions()).toEqual(['complaint']);
    const told = await facts();
    expect(told.map(({ kind }) => kind)).toEqual(['consent.changed', 'message.complained']);
    expect(JSON.parse(told[0]?.data ?? '')).toMatchObject({
      consent: { state: 'unsubscribed', source: 'complaint', evidence: { message: id } },
    });
  });

  it('gives a mailbox up after five soft bounces in a row, and not after four and a delivery', async () => {
    const { post, work } = await start(dialect);
    await givenSender('postmark');
    const soft = { Type: 'SoftBounce', Details: 'mailbox full' };
    for (let index = 0; index < 6; index++) {
      const id = await givenSubmitted({ id: `message-000000000000${index}`, created_at: START + index * DAY });
      const body =
        index === 0 ? postmarks('Delivery', id) : postmarks('Bounce', id, { ...soft, MessageID: `pm-${index}` });
      await post('postmark', body, BASIC);
      await work();
      expect(await suppressions()).toEqual(index < 5 ? [] : ['hard_bounce']);
    }
  });

  it('finds a mail that was not known to have left, and says that it did; one that waits does not leave again', async () => {
    const { post, work } = await start(dialect);
    await givenSender('postmark');
    for (const [index, state] of ['unknown', 'queued', 'claimed'].entries()) {
      const id = await givenSubmitted({ id: `message-000000000000${index}`, state });
      await post('postmark', postmarks('Delivery', id, { MessageID: `pm-${index}` }), BASIC);
      await work();
      expect(await message(id)).toMatchObject({ state: 'submitted', outcome: 'delivered', lease_until: null });
    }
  });

  it('of a mail on the wire waits until it is known how that ended', async () => {
    const { post, work } = await start(dialect);
    await givenSender('postmark');
    const id = await givenSubmitted({ state: 'submitting' });
    await post('postmark', postmarks('Delivery', id), BASIC);
    await work();
    expect(await message(id)).toMatchObject({ state: 'submitting', outcome: null });
    // the process died meanwhile
    await rig.db.write((trx) => trx.updateTable('message').set({ state: 'unknown' }).execute());
    rig.clock.advance(MINUTE);
    await work();
    expect(await message(id)).toMatchObject({ state: 'submitted', outcome: 'delivered' });
  });

  it('and cannot be read now is asked for again', async () => {
    const { post } = await start(dialect);
    await givenSender('ses');
    const subscribe = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
    const asks = sns({}, { Type: 'SubscriptionConfirmation', SubscribeURL: subscribe, Token: 't' });
    const complaint = sns({ eventType: 'Complaint', mail: { messageId: 'ses-1' }, complaint: {} });
    for (const [now, status] of [
      [null, 503],
      ['<html>busy</html>', 503],
      [undefined, 200],
      [null, 200],
    ] as const) {
      page = now;
      expect((await post('ses', complaint)).status).toBe(status);
    }
    expect((await post('ses', asks)).status).toBe(503);
    expect((await post('ses', sns({ none: 'of ours' }))).status).toBe(422);
    await rig.db.write((trx) => trx.updateTable('sender').set({ secrets: 'not sealed' }).execute());
    expect((await post('ses', complaint)).status).toBe(503);
  });

  it('waits for its message, and in the end for none', async () => {
    const { post, work } = await start(dialect);
    await givenSender('mailgun');
    const event = mailguns('sk', { event: 'delivered', message: { headers: { 'message-id': 'later@x' } } });
    expect((await post('mailgun', event)).status).toBe(200);
    await work();
    await givenSubmitted({ provider_id: 'later@x' });
    rig.clock.advance(MINUTE);
    await work();
    expect(await message('message-0000000000001')).toMatchObject({ outcome: 'delivered' });
    await post(
      'mailgun',
      mailguns('sk', { id: 'e2', event: 'delivered', message: { headers: { 'message-id': 'never@x' } } }),
    );
    for (let day = 0; day < 4; day++) {
      await work();
      rig.clock.advance(DAY);
    }
    expect(await rig.db.read.selectFrom('mail_event').selectAll().execute()).toEqual([]);
  });

  it('of somebody who was erased is nobody’s', async () => {
    const { post, work } = await start(dialect);
    await givenSender('postmark');
    const id = await givenSubmitted();
    await rig.db.write((trx) => trx.updateTable('message').set({ contact: '', address: null }).execute());
    await post('postmark', postmarks('SpamComplaint', id), BASIC);
    await work();
    expect(await facts()).toEqual([]);
    expect(await suppressions()).toEqual([]);
  });

  it('is heard only with the secret of the address, from who it says, by its own signature', async () => {
    const { post, work } = await start(dialect);
    for (const provider of ['postmark', 'sendgrid', 'mailgun', 'ses'] as const) await givenSender(provider);
    const id = await givenSubmitted();
    expect((await post('postmark', postmarks('Delivery', id), BASIC, 'guessed')).status).toBe(404);
    expect((await post('mailgun', postmarks('Delivery', id), BASIC, 'token-postmark')).status).toBe(404);
    expect((await post('postmark', postmarks('Delivery', id))).status).toBe(401);
    expect((await post('mailgun', mailguns('another key', { event: 'delivered' }))).status).toBe(401);
    const body = JSON.stringify([{ event: 'delivered', sg_event_id: '1', message: id, timestamp: 1 }]);
    const signed = sendgrids(body);
    expect((await post('sendgrid', `${body} `, signed)).status).toBe(401);
    expect(
      (await post('ses', sns({}, { SigningCertURL: 'https://evil.example/SimpleNotificationService-a.pem' }))).status,
    ).toBe(401);
    expect((await post('ses', sns({}, { TopicArn: 'arn:aws:sns:eu-west-1:2:other' }))).status).toBe(401);
    expect((await post('ses', sns({}).replace('sns-1', 'sns-2'))).status).toBe(401);
    expect((await post('postmark', 'not json', BASIC)).status).toBe(422);
    await work();
    expect((await message(id)).outcome).toBeNull();
    expect(fetched.filter((url) => !url.startsWith('https://sns.eu-west-1.amazonaws.com/'))).toEqual([]);
  });

  it('comes from SendGrid, many at once', async () => {
    const { post, work } = await start(dialect);
    await givenSender('sendgrid');
    const id = await givenSubmitted();
    const other = await givenSubmitted({ id: 'message-0000000000002' });
    const body = JSON.stringify([
      { event: 'processed', sg_event_id: '0', message: id, timestamp: 1_772_445_599 },
      { event: 'delivered', sg_event_id: '1', message: id, timestamp: 1_772_445_600, response: '250 OK' },
      {
        event: 'bounce',
        type: 'blocked',
        sg_event_id: '2',
        message: other,
        timestamp: 1_772_445_600,
        reason: '421 busy',
      },
    ]);
    expect((await post('sendgrid', body, sendgrids(body))).status).toBe(200);
    await work();
    expect(await message(id)).toMatchObject({ outcome: 'delivered', outcome_at: 1_772_445_600_000 });
    expect(await message(other)).toMatchObject({
      outcome: 'bounced',
      outcome_reason: expect.stringContaining('told_soft'),
    });
  });

  it('comes from Amazon SES through SNS, which asks first whether it may', async () => {
    const { post, work } = await start(dialect);
    await givenSender('ses');
    const id = await givenSubmitted({ provider_id: 'ses-1' });
    const subscribe = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
    const asks = sns({}, { Type: 'SubscriptionConfirmation', SubscribeURL: subscribe, Token: 't' });
    expect((await post('ses', asks)).status).toBe(200);
    expect(fetched).toContain(subscribe);
    const bounce = {
      eventType: 'Bounce',
      mail: { messageId: 'ses-1', tags: { message: [id] } },
      bounce: {
        bounceType: 'Permanent',
        feedbackId: 'f1',
        timestamp: '2026-03-02T10:00:00Z',
        bouncedRecipients: [{ emailAddress: ADA, diagnosticCode: `smtp; 550 5.1.1 <${ADA}>` }],
      },
    };
    expect((await post('ses', sns(bounce))).status).toBe(200);
    await work();
    expect(await message(id)).toMatchObject({
      outcome: 'bounced',
      outcome_reason: expect.stringContaining('told_hard'),
    });
  });

  it('comes as a report of a mail server of one’s own', async () => {
    const { post, work } = await start(dialect);
    await givenSender('smtp');
    await givenContact(rig.db, 'bob', 'bob@example.com');
    const id = await givenSubmitted();
    const report = [
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.com',
      '',
      `Final-Recipient: rfc822; ${ADA}`,
      'Action: failed',
      'Status: 5.1.1',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${id}@corner.example>`,
      '--b--',
    ].join('\r\n');
    expect((await post('smtp', report)).status).toBe(200);
    await work();
    expect(await message(id)).toMatchObject({ outcome: 'bounced' });
    expect(await suppressions()).toEqual(['hard_bounce']);
  });
});
