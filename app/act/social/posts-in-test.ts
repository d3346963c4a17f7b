// A shop with an account on a server that stands in for Mastodon, and workers that can be killed and started again.
import type { TestDatabase } from '../../../test/databases.ts';
import { givenShop, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { createSeal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { Network } from '../../platform/social/networks.ts';
import { type HttpManner, startTwin } from '../../platform/submit/twin-in-test.ts';
import { createOpenNetwork } from './account-network.server.ts';
import { createSocialAccounts } from './accounts.server.ts';
import { type PostDraft, postSchema } from './post-draft.ts';
import { createPosts } from './posts.server.ts';
import { createPostingWorker, type PostingWorker } from './posting-worker.server.ts';

export type Rig = Awaited<ReturnType<typeof startPosts>>;

const yes = (body: unknown): HttpManner => ({ status: 200, body: JSON.stringify(body) });

export async function startPosts(test: TestDatabase) {
  const { db } = test;
  const clock = new ManualClock(START);
  const seal = createSeal('a key for tests that is long enough to be one');
  /** keys of what can be seen */
  const visible: string[] = [];
  const rig = {
    publishing: null as HttpManner | null,
    told: yes({ favourites_count: 3, replies_count: 1, reblogs_count: 2 }),
  };
  const twin = await startTwin(({ method, path, headers }) => {
    if (path.endsWith('/verify_credentials')) return yes({ id: '3', acct: 'corner' });
    if (path.endsWith('/instance')) return yes({ configuration: { statuses: { max_characters: 500 } } });
    if (method === 'GET') return rig.told;
    const how = rig.publishing;
    // read to its end and not refused: it can be seen, whatever is answered
    if (how === null || typeof how === 'string') visible.push(String(headers['idempotency-key']));
    return how ?? yes({ id: `s${visible.length}`, url: `https://mastodon.example/${visible.length}` });
  });
  const open = createOpenNetwork({ apiOrigin: twin.origin, privateHosts: true, timeoutMs: 250 });
  const wake = () => {};
  const accounts = createSocialAccounts({ db, clock, seal, wake, open });
  const posts = createPosts({ db, clock, wake });
  await givenShop(db);
  const connected = await accounts.connect(SHOP, {
    network: 'mastodon',
    token: 'a-token',
    server: 'mastodon.example',
    organization: '',
  });
  if (!connected.ok) throw new Error('the account was not connected');
  const account = connected.id;
  const start = (on: Database = db, holder = 'one') =>
    createPostingWorker({ db: on, clock, log: silentLog, seal, open, holder });
  const worker = start();

  const draft = (variants: number, when: string | null = null): PostDraft =>
    postSchema.parse({
      name: 'Spring',
      when,
      variants: Array.from({ length: variants }, (_, index) => ({ id: `v${index}`, account, text: `Text ${index}` })),
    });

  return Object.assign(rig, {
    db,
    clock,
    posts,
    accounts,
    account,
    worker,
    visible,
    twin,
    start,
    draft,
    /** another account, as if it had been connected */
    async given(id: string, network: Network) {
      const row = { id, network, name: id, remote_id: id, config: '{}', secrets: seal.seal('t') };
      await db.write((trx) =>
        trx
          .insertInto('social_account')
          .values({ shop: SHOP, ...row, created_at: START, updated_at: START })
          .execute(),
      );
    },
    /** made and released */
    async released(variants: number, when: string | null = null) {
      const id = await posts.create(SHOP, draft(variants, when));
      const done = await posts.act(SHOP, id, 'release');
      if (!done.ok) throw new Error(JSON.stringify(done));
      return id;
    },
    async work(which: PostingWorker = worker) {
      for (let round = 0; round < 50; round++) {
        const next = await which.run(SHOP);
        const wasBusy = which.running().length > 0;
        await which.settled();
        // every answer wakes it
        if (wasBusy) continue;
        if (next === null || next > clock.now() + 2000) return next;
      }
      throw new Error('it never comes to rest');
    },
    variants: (post?: string) =>
      db.read
        .selectFrom('social_variant')
        .selectAll()
        .where('shop', '=', SHOP)
        .$if(post !== undefined, (query) => query.where('post', '=', post ?? ''))
        .orderBy('position')
        .execute(),
    accountRow: () =>
      db.read.selectFrom('social_account').selectAll().where('id', '=', account).executeTakeFirstOrThrow(),
    close: () => twin.close(),
  });
}
