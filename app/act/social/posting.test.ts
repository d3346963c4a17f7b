import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import { insertFacts } from '../../listen/facts/store.server.ts';
import { identity, type NewFact } from '../../listen/facts/fact.ts';
import { creditedOrders } from './credited-orders.server.ts';
import { decodeSocialReason } from './reason.ts';
import { type Rig, startPosts } from './posts-in-test.ts';
import { reschedulePosts } from './zone-moved.server.ts';

const placed = (id: string): NewFact => ({
  id: `order:${id}:placed`,
  kind: 'order.placed',
  occurredAt: START,
  identity: identity('email', 'ada@example.com'),
  verified: true,
  subject: id,
  data: {},
});

describe.each(DIALECTS)('posts [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: Rig;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    rig = await startPosts(test);
  });
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });
  const one = async (post: string) => {
    const [variant] = await rig.variants(post);
    if (!variant) throw new Error('no variant');
    return { ...variant, why: decodeSocialReason(variant.reason) };
  };
  const stateOf = async (post: string) => (await rig.posts.get(SHOP, post))?.post.state;
  const answer = (status: number, body: object, headers = {}) => ({ status, body: JSON.stringify(body), headers });

  it('go out at their hour, each variant at its own, and their results come back day by day', async () => {
    const draft = rig.draft(2, '2026-03-03T09:00');
    const [, second] = draft.variants;
    if (second) second.target = { ...second.target, countries: ['US'], hour: 18, clock: 'theirs' };
    const id = await rig.posts.create(SHOP, draft);
    expect(await rig.posts.act(SHOP, id, 'release')).toMatchObject({ ok: true, state: 'scheduled' });
    expect((await rig.variants(id)).map(({ due_at }) => new Date(due_at ?? 0).toISOString())).toEqual([
      '2026-03-03T08:00:00.000Z',
      '2026-03-03T23:00:00.000Z',
    ]);
    expect(await rig.work()).toBe(Date.parse('2026-03-03T08:00:00Z'));
    expect(rig.visible).toEqual([]);
    rig.clock.set('2026-03-03T08:00:00Z');
    await rig.work();
    expect(await stateOf(id)).toBe('publishing');
    rig.clock.set('2026-03-03T23:00:00Z');
    await rig.work();
    expect(await stateOf(id)).toBe('done');
    expect(rig.visible).toHaveLength(2);
    expect(await one(id)).toMatchObject({
      state: 'published',
      remote_id: 's1',
      remote_url: 'https://mastodon.example/1',
    });
    rig.clock.advance(2 * HOUR);
    await rig.work();
    rig.clock.advance(DAY);
    rig.told = answer(200, { favourites_count: 9, replies_count: 1, reblogs_count: 2 });
    await rig.work();
    const told = await rig.db.read
      .selectFrom('social_result')
      .selectAll()
      .where('variant', '=', (await one(id)).id)
      .execute();
    expect(told.map(({ day, likes, reach }) => [day, likes, reach])).toEqual(
      [
        ['2026-03-03', 3, null],
        ['2026-03-04', 3, null],
        ['2026-03-05', 9, null],
      ].slice(3 - told.length),
    );
    expect(JSON.parse((await one(id)).results ?? '{}')).toMatchObject({ likes: 9 });
    rig.clock.advance(60 * DAY);
    await rig.work();
    expect((await one(id)).results_due_at).toBeNull();
  });

  it('of a token that is not good any more wait, say so, and go out when it is', async () => {
    const id = await rig.released(1);
    rig.publishing = answer(401, { error: 'The access token is invalid' });
    rig.clock.advance(MINUTE);
    await rig.work();
    expect(await one(id)).toMatchObject({ state: 'queued', attempts: 0, why: { code: 'account_expired' } });
    expect((await rig.accountRow()).state).toBe('expired');
    rig.publishing = null;
    const again = { network: 'mastodon', token: 'new', server: 'https://Mastodon.example/', organization: '' };
    expect(await rig.accounts.connect(SHOP, again)).toMatchObject({ ok: true, id: rig.account });
    await rig.work();
    expect(await one(id)).toMatchObject({ state: 'published', attempts: 1 });
  });

  it('of an account that is gone are given up after a day, and can be sent off by hand', async () => {
    const id = await rig.released(1);
    await rig.accounts.setRemoved(SHOP, rig.account, true);
    rig.clock.advance(MINUTE);
    await rig.work();
    expect((await one(id)).why).toEqual({ code: 'account_gone' });
    rig.clock.advance(DAY);
    await rig.work();
    expect(await one(id)).toMatchObject({ state: 'refused', why: { code: 'late' } });
    expect(await stateOf(id)).toBe('done');
    await rig.accounts.setRemoved(SHOP, rig.account, false);
    await rig.work();
    expect(rig.visible).toEqual([]);
    expect(await rig.posts.settle(SHOP, id, (await one(id)).id, 'again')).toMatchObject({
      ok: true,
      state: 'publishing',
    });
    await rig.work();
    expect(rig.visible).toHaveLength(1);
  });

  it('that a network has had too much of wait as long as it says, without an attempt burned', async () => {
    const id = await rig.released(2);
    rig.publishing = answer(429, { error: 'Too many requests' }, { 'retry-after': '600' });
    rig.clock.advance(MINUTE);
    expect(await rig.work()).toBe(rig.clock.now() + 10 * MINUTE);
    expect(rig.twin.asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await one(id)).toMatchObject({ state: 'queued', attempts: 0, why: { code: 'told' } });
    rig.publishing = null;
    rig.clock.advance(10 * MINUTE);
    await rig.work();
    expect(rig.visible).toHaveLength(2);
  });

  it('keep to what a network takes in a window, counted by what may be out', async () => {
    const id = await rig.released(1);
    await rig.db.write(async (trx) => {
      for (let index = 0; index < 300; index++) {
        const row = { id: `old${index}`, post: 'old', account: rig.account, state: index ? 'published' : 'unknown' };
        await trx
          .insertInto('social_variant')
          .values({ shop: SHOP, ...row, submitted_at: START - HOUR + index })
          .execute();
      }
    });
    rig.clock.advance(MINUTE);
    expect(await rig.work()).toBe(START + 2 * HOUR);
    expect(await one(id)).toMatchObject({ state: 'queued', why: { code: 'limit', most: 300, hours: 3 } });
    rig.clock.set(START + 2 * HOUR);
    await rig.work();
    expect((await one(id)).state).toBe('published');
  });

  it('that are refused say why, and those that are uncertain wait for a word', async () => {
    const refused = await rig.released(1);
    rig.publishing = answer(422, { error: 'Validation failed' });
    rig.clock.advance(MINUTE);
    await rig.work();
    expect(await one(refused)).toMatchObject({
      state: 'refused',
      why: { detail: expect.stringContaining('Validation failed') },
    });
    const uncertain = await rig.released(1);
    rig.publishing = 'cut-after-body';
    rig.clock.advance(MINUTE);
    await rig.work();
    rig.clock.advance(2 * DAY);
    rig.publishing = null;
    await rig.work();
    expect(await one(uncertain)).toMatchObject({ state: 'unknown', why: { code: 'lost' } });
    expect(rig.visible).toHaveLength(1);
    const { id } = await one(uncertain);
    expect(await rig.posts.settle(SHOP, uncertain, id, 'again')).toMatchObject({ ok: false });
    expect(await rig.posts.settle(SHOP, uncertain, id, 'not_there')).toMatchObject({ ok: true });
    await rig.work();
    // the same key: a server that keeps it finds the first
    expect(new Set(rig.visible).size).toBe(1);
    expect((await one(uncertain)).state).toBe('published');
  });

  it('rest after several troubles, and one tries the way', async () => {
    const id = await rig.released(1);
    rig.publishing = { status: 503, body: '' };
    for (let hour = 0; hour < 4; hour++) {
      rig.clock.advance(HOUR);
      await rig.work();
    }
    expect(await one(id)).toMatchObject({ state: 'queued', attempts: 4 });
    rig.publishing = null;
    rig.clock.advance(HOUR);
    await rig.work();
    expect((await one(id)).state).toBe('published');
    expect(await rig.accountRow()).toMatchObject({ failures: 0, rests: 0, trouble: null });
  });

  it('can be taken back, moved to another day and called off, as long as they are not out', async () => {
    const id = await rig.released(1, '2026-03-03T09:00');
    expect(await rig.posts.move(SHOP, id, '2026-03-01')).toEqual({ ok: false, reason: 'past' });
    expect(await rig.posts.move(SHOP, id, '2026-03-30')).toMatchObject({ ok: true });
    // the clocks have changed meanwhile, the hour has not
    expect((await one(id)).due_at).toBe(Date.parse('2026-03-30T07:00:00Z'));
    expect(await rig.posts.act(SHOP, id, 'withdraw')).toMatchObject({ state: 'draft' });
    expect((await one(id)).state).toBe('planned');
    rig.clock.set('2026-03-30T08:00:00Z');
    await rig.work();
    expect(await rig.posts.act(SHOP, id, 'release')).toMatchObject({
      reason: 'missing',
      missing: [{ problem: 'past' }],
    });
    const other = await rig.released(1, '2026-04-02T09:00');
    expect(await rig.posts.act(SHOP, other, 'cancel')).toMatchObject({ state: 'cancelled' });
    rig.clock.advance(10 * DAY);
    await rig.work();
    expect(rig.visible).toEqual([]);
    expect(await rig.posts.remove(SHOP, other)).toBe(true);
  });

  it('wait for their hour by the clock that the shop moves to', async () => {
    const id = await rig.released(1, '2026-03-03T09:00');
    const now = await rig.released(1);
    await rig.db.write(async (trx) => {
      await trx.updateTable('shop').set({ timezone: 'America/New_York' }).where('shop', '=', SHOP).execute();
      await reschedulePosts(trx, SHOP, rig.clock.now());
    });
    expect((await one(id)).due_at).toBe(Date.parse('2026-03-03T14:00:00Z'));
    expect((await one(now)).due_at).toBe(START + 30_000);
  });

  it('are told what is missing, each by its variant, and whoever saves over another is told', async () => {
    await rig.given('insta', 'instagram');
    const draft = rig.draft(1);
    const [first] = draft.variants;
    if (!first) throw new Error('no variant');
    const variants = [
      { ...first, id: 'a', text: 'm'.repeat(501) },
      { ...first, id: 'b', account: 'insta' },
      { ...first, id: 'c', account: 'gone', text: '' },
      { ...first, id: 'd', link: 'javascript:alert(1)', target: { ...first.target, ageFrom: 40, ageTo: 20 } },
    ];
    const told = await rig.posts.missing(SHOP, { ...draft, variants }, 'spring');
    expect(told.map(({ variant, problem }) => `${variant} ${problem}`)).toEqual([
      'a too_long',
      'b needs_picture',
      'c no_account',
      'd bad_link',
      'd ages',
    ]);
    const id = await rig.posts.create(SHOP, draft);
    expect(await rig.posts.save(SHOP, id, 1, { ...draft, name: 'Summer' })).toEqual({ ok: true, revision: 2 });
    expect(await rig.posts.save(SHOP, id, 1, draft)).toEqual({ ok: false, reason: 'changed' });
    expect((await rig.posts.list(SHOP)).map(({ post }) => post.slug)).toEqual([`summer-${id.slice(0, 4)}`]);
  });

  it('are credited with orders whose last origin was their link, net of refunds', async () => {
    const order = { currency: 'EUR', placed_at: START, updated_at: START };
    await rig.db.write(async (trx) => {
      for (const [id, campaign, refunded] of [
        ['1', 'spring-1', 0],
        ['2', 'spring-1', 300],
        ['3', 'other', 0],
      ] as const) {
        await trx
          .insertInto('orders')
          .values({ shop: SHOP, id, total: 1000, refunded, ...order })
          .execute();
        await insertFacts(trx, SHOP, [placed(id)], START);
        const touch = { fact: `order:${id}:placed`, contact: 'ada', last_source: 'mastodon', last_medium: 'social' };
        await trx
          .insertInto('order_touch')
          .values({ shop: SHOP, ...touch, last_campaign: campaign })
          .execute();
      }
    });
    const credited = await creditedOrders(rig.db.read, SHOP, 'spring-1');
    expect(credited).toEqual([{ network: 'mastodon', orders: 2, revenue: 1700 }]);
  });

  it('whose token cannot be opened are asked for again hours later, and not at once', async () => {
    const id = await rig.released(1);
    rig.clock.advance(MINUTE);
    await rig.work();
    await rig.db.write((trx) =>
      trx.updateTable('social_account').set({ secrets: 'broken' }).where('id', '=', rig.account).execute(),
    );
    rig.clock.advance(2 * HOUR);
    expect(await rig.work()).toBe(rig.clock.now() + 6 * HOUR);
    expect(await one(id)).toMatchObject({ state: 'published', results: null });
  });

  it('of a shop that has left stay where they are', async () => {
    await rig.released(1);
    await rig.db.write((trx) =>
      trx.updateTable('shop').set({ uninstalled_at: START }).where('shop', '=', SHOP).execute(),
    );
    rig.clock.advance(HOUR);
    await rig.worker.run(SHOP);
    await rig.worker.settled();
    expect(rig.visible).toEqual([]);
    expect(await rig.worker.pending()).toEqual([]);
  });
});
