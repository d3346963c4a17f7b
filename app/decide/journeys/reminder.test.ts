// The second reminder of the recovery journey: on a channel of its own, for whoever agreed to that one.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import { DAY, HOUR, ManualClock, MINUTE } from '../../platform/clock/clock.ts';
import type { StatementProbe } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { createDecideWorker } from './decide-worker.server.ts';
import { graphSchema } from './graph.ts';
import { createJourneysWorker } from './journeys-worker.server.ts';
import type { ActionRequest } from './ports.ts';
import { RECOVERY, recoveryGraph, type Reminder } from './recovery-recipe.ts';
import {
  checkoutFact,
  givenCheckout,
  givenContact,
  givenFacts,
  givenOrder,
  givenShop,
  orderFact,
  SHOP,
  START,
} from './rows-in-test.ts';
import { createJourneysService } from './service.server.ts';

const ADA = 'ada@example.com';
const LATER = 180;

describe('the graph of a recovery with a second reminder', () => {
  const settings = { delayMinutes: 60, holdoutShare: 0, tag: '', template: '', watchDays: 5 };

  it('is what it was before there were any, letter for letter, while there is none', () => {
    const graph = recoveryGraph({ ...settings, reminder: null });
    expect(JSON.stringify(graph)).toBe(
      JSON.stringify({
        start: 'abandoned',
        holdoutShare: 0,
        exits: [{ on: 'order.placed', by: ['checkout', 'contact'] }],
        nodes: [
          { id: 'abandoned', kind: 'trigger', event: 'checkout.abandoned', next: 'wait' },
          { id: 'wait', kind: 'wait', minutes: 60, since: 'activity', next: 'still-open' },
          {
            id: 'still-open',
            kind: 'condition',
            builtin: ['not-bought', 'latest', 'may-mail'],
            yes: 'mail',
            no: 'leave',
          },
          { id: 'mail', kind: 'send', channel: 'email', template: 'recovery', purpose: 'marketing', next: 'watch' },
          { id: 'watch', kind: 'wait', minutes: 7200, since: 'arrival', next: 'done' },
          { id: 'done', kind: 'exit', reason: 'end' },
          { id: 'leave', kind: 'exit', reason: 'condition' },
        ],
      }),
    );
  });

  it.each(['sms', 'whatsapp', 'push'] as const)('asks for consent to %s before it sends it', (channel) => {
    const graph = recoveryGraph({ ...settings, reminder: { channel, template: 't', delayMinutes: LATER } });
    const at = (id: string) => graph.nodes.find((node) => node.id === id);
    expect(at('mail')).toMatchObject({ next: 'later' });
    expect(at('not-bought')).toMatchObject({
      builtin: ['not-bought', 'latest', `may-reach:${channel}`],
      yes: 'reminder',
      no: 'watch',
    });
    expect(at('reminder')).toMatchObject({ channel, template: 't', next: 'watch' });
  });

  it('sends on channels that there are, and on no others', () => {
    const graph = recoveryGraph({ ...settings, reminder: { channel: 'sms', template: 't', delayMinutes: LATER } });
    const nodes = graph.nodes.map((node) => (node.id === 'reminder' ? { ...node, channel: 'fax' } : node));
    expect(graphSchema.safeParse({ ...graph, nodes }).success).toBe(false);
  });
});

describe.each(DIALECTS)('a recovery with a second reminder [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  interface Start {
    reminder?: Partial<Reminder> & { on?: boolean };
    holdoutShare?: number;
    probe?: StatementProbe;
  }

  async function start({ reminder = {}, holdoutShare = 0, probe }: Start = {}) {
    test = await createTestDatabase(dialect, probe);
    const { db } = test;
    const clock = new ManualClock(START);
    const allowed = new Set<Channel>(['email', 'sms']);
    const requests: (ActionRequest & { at: number; allowed: boolean })[] = [];
    const asked: Channel[] = [];
    const service = createJourneysService({ db, clock });
    const decide = createDecideWorker({ db, clock, learns: new Set() });
    const journeys = createJourneysWorker({
      db,
      clock,
      log: silentLog,
      ports: {
        mayReach: async (_trx, _shop, channel, contacts) => {
          asked.push(channel);
          const reason = { code: allowed.has(channel) ? 'subscribed' : 'no_consent' };
          return new Map(contacts.map((id) => [id, { allowed: allowed.has(channel), reason }]));
        },
        conditionHolds: async (_trx, _shop, _condition, contacts) => new Set(contacts),
        actions: {
          run: async (trx, shop, _name, wanted, now) => {
            for (const { dedupeKey, contact, params } of wanted)
              await trx
                .insertInto('message')
                .values({
                  shop,
                  id: dedupeKey,
                  dedupe_key: dedupeKey,
                  contact,
                  channel: params.channel,
                  template: params.template,
                  due_at: now,
                  created_at: now,
                })
                .execute();
            for (const one of wanted) requests.push({ ...one, at: now, allowed: allowed.has(one.params.channel) });
          },
        },
      },
    });
    const settings = (changes: Start['reminder']) =>
      settingsSchema.parse({
        recovery: {
          holdoutShare,
          reminder: { on: true, channel: 'sms', template: 'short', delayMinutes: LATER, ...changes },
        },
      });
    await givenShop(db);
    await service.applySettings(SHOP, settings(reminder));
    await service.setOn(SHOP, RECOVERY, true);
    await givenContact(db, 'ada', ADA);
    const abandon = async (token: string, email = ADA, contact = 'ada') => {
      const at = clock.now();
      await givenCheckout(db, token, { email, at });
      await givenFacts(db, [{ ...checkoutFact(token, email, at), contact }]);
    };
    const drain = async () => {
      while ((await decide.run(SHOP)) !== null);
      for (let due = await journeys.run(SHOP); due !== null && due <= clock.now();) due = await journeys.run(SHOP);
    };
    const after = async (milliseconds: number) => {
      clock.advance(milliseconds);
      await drain();
    };
    const steps = async () => {
      const rows = await db.read.selectFrom('step').selectAll().orderBy('enrolment').orderBy('seq').execute();
      return rows.map((row) => `${row.node}: ${row.outcome}`);
    };
    const channels = async () =>
      (await db.read.selectFrom('message').select(['channel', 'due_at']).orderBy('due_at').execute()).map(
        ({ channel }) => channel,
      );
    return { db, clock, service, settings, allowed, requests, asked, abandon, drain, after, steps, channels };
  }

  it('writes once more, on its channel, after its delay, to whoever has not bought', async () => {
    const rig = await start();
    await rig.abandon('c1');
    await rig.drain();
    await rig.after(HOUR);
    await rig.after(LATER * MINUTE - 1);
    expect(await rig.channels()).toEqual(['email']);
    await rig.after(1);
    expect(await rig.channels()).toEqual(['email', 'sms']);
    expect(rig.requests[1]).toMatchObject({
      subject: 'c1',
      dedupeKey: expect.stringMatching(/^j:.+:reminder:\d+$/),
      params: { channel: 'sms', template: 'short', purpose: 'marketing' },
    });
    expect((await rig.steps()).slice(4)).toEqual([
      'mail: sent',
      'later: waiting',
      'later: passed',
      'not-bought: yes',
      'reminder: sent',
      'watch: waiting',
    ]);
    // each node asks for the channel that it is about, and for no other
    expect(rig.asked).toEqual(['email', 'sms']);
    await rig.after(6 * DAY);
    expect((await rig.steps()).at(-1)).toBe('done: ended');
    expect(rig.requests).toHaveLength(2);
  });

  it('goes on without it where she did not agree to the channel, and says so', async () => {
    const rig = await start();
    rig.allowed.delete('sms');
    await rig.abandon('c1');
    await rig.drain();
    await rig.after(HOUR);
    await rig.after(DAY);
    expect(await rig.channels()).toEqual(['email']);
    expect((await rig.steps()).slice(-2)).toEqual(['not-bought: no', 'watch: waiting']);
    const step = await rig.db.read
      .selectFrom('step')
      .select('reason')
      .where('node', '=', 'not-bought')
      .executeTakeFirstOrThrow();
    expect(step.reason).toContain('no_consent');
  });

  it.each([
    [
      'an order',
      async ({ db, clock }: Awaited<ReturnType<typeof start>>) => {
        await givenOrder(db, 'o1', { checkout: 'c1', email: ADA, at: clock.now() });
        await givenFacts(db, [{ ...orderFact('o1', ADA, clock.now(), 'c1'), contact: 'ada' }]);
      },
    ],
    [
      'an order that is not heard of yet',
      async ({ db, clock }: Awaited<ReturnType<typeof start>>) =>
        givenOrder(db, 'o1', { checkout: 'c1', email: ADA, at: clock.now() }),
    ],
    ['a younger checkout', async ({ abandon }: Awaited<ReturnType<typeof start>>) => abandon('c2')],
    [
      'the switch',
      async ({ service }: Awaited<ReturnType<typeof start>>) => {
        await service.setOn(SHOP, RECOVERY, false);
      },
    ],
  ])('%s between the mail and the reminder leaves the reminder out', async (_name, happens) => {
    const rig = await start();
    await rig.abandon('c1');
    await rig.drain();
    await rig.after(HOUR);
    await rig.after(HOUR);
    await happens(rig);
    await rig.drain();
    await rig.after(2 * HOUR);
    expect(rig.requests.filter(({ subject }) => subject === 'c1').map(({ params }) => params.channel)).toEqual([
      'email',
    ]);
  });

  it('is for passages that begin from now on: those in flight keep what they had', async () => {
    const rig = await start({ reminder: { on: false } });
    await rig.abandon('c1');
    await rig.drain();
    await rig.service.applySettings(SHOP, rig.settings({}));
    await givenContact(rig.db, 'bob', 'bob@example.com');
    await rig.abandon('c2', 'bob@example.com', 'bob');
    await rig.drain();
    await rig.after(HOUR);
    await rig.service.applySettings(SHOP, rig.settings({ channel: 'push' }));
    await rig.after(DAY);
    expect(rig.requests.map(({ contact, params }) => `${contact} ${params.channel}`).toSorted()).toEqual([
      'ada email',
      'bob email',
      'bob sms',
    ]);
  });

  it('writes down the held out at both, and writes to them at neither', async () => {
    const rig = await start({ holdoutShare: 0.5 });
    for (let index = 0; index < 12; index++) {
      await givenContact(rig.db, `p${index}`, `p${index}@example.com`);
      await rig.abandon(`k${index}`, `p${index}@example.com`, `p${index}`);
    }
    await rig.drain();
    await rig.after(HOUR);
    await rig.after(DAY);
    const held = (await rig.steps()).filter((step) => step === 'mail: held_out').length;
    expect(held).toBeGreaterThan(0);
    expect((await rig.steps()).filter((step) => step === 'reminder: held_out')).toHaveLength(held);
    expect(rig.requests).toHaveLength(2 * (12 - held));
    const reasons = await rig.db.read
      .selectFrom('step')
      .select('reason')
      .where('node', '=', 'reminder')
      .where('outcome', '=', 'held_out')
      .execute();
    expect(reasons.every(({ reason }) => reason?.includes('"sms"'))).toBe(true);
  });

  it('whatever fails, and whatever she says meanwhile: never twice, never too early, never without her consent', async () => {
    let countdown = Number.POSITIVE_INFINITY;
    const rig = await start({
      probe: () => {
        if (--countdown === 0) throw new Error('fault');
      },
    });
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ minutes: fc.integer({ min: 1, max: 240 }) }) },
      fc.record({ fault: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ says: fc.boolean() }),
    );
    let run = 0;
    const told = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (happens) => {
      const [email, contact, token] = [`r${++run}@example.com`, `r${run}`, `x${run}`];
      rig.allowed.add('sms');
      await givenContact(rig.db, contact, email);
      await rig.abandon(token, email, contact);
      for (const one of happens) {
        if ('minutes' in one) rig.clock.advance(one.minutes * MINUTE);
        else if ('says' in one) {
          if (one.says) rig.allowed.add('sms');
          else rig.allowed.delete('sms');
        } else countdown = one.fault;
        await rig.drain().catch(() => {});
        countdown = Number.POSITIVE_INFINITY;
      }
      for (let days = 0; days < 8; days++) await rig.after(DAY);
      const rows = await rig.db.read
        .selectFrom('message')
        .select(['channel', 'due_at'])
        .where('contact', '=', contact)
        .orderBy('due_at')
        .execute();
      const [mail, reminder, ...more] = rows;
      expect(mail?.channel).toBe('email');
      expect(more).toEqual([]);
      if (!reminder) return;
      expect(reminder.channel).toBe('sms');
      expect(reminder.due_at - (mail?.due_at ?? 0)).toBeGreaterThanOrEqual(LATER * MINUTE);
    });
    await fc.assert(told, { numRuns: 8 });
    expect(rig.requests.every((request) => request.allowed)).toBe(true);
  });
});
