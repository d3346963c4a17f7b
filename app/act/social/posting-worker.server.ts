import { type Clock, SECOND } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Prepared, ResultsTold, SocialContent, SocialNetwork } from '../../platform/social/social-network.ts';
import { refused } from '../../platform/submit/http-submit.server.ts';
import type { Wake, Worker } from '../../platform/work/worker.ts';
import { credentialsOf, type OpenNetwork } from './account-network.server.ts';
import { beginPublication } from './begin.server.ts';
import { claimVariant, dueVariants, giveBackVariants, nextDue, settleLost, tellWaiting } from './claim.server.ts';
import { finishPreparation, finishPublication } from './finish.server.ts';
import { outgoingLink, storefrontHosts } from './outgoing-link.ts';
import { POSTING } from './posting-kind.ts';
import { dueResults, writeResults } from './results.server.ts';
import { accountsOf, findPost, networkOf, readTarget, type VariantRow } from './store.server.ts';

export interface PostingWorker extends Worker {
  /** resolves when nothing is on the wire, or after so many milliseconds */
  settled(withinMs?: number): Promise<void>;
  /** one for each that is on the wire */
  running(): string[];
}

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  seal: Seal;
  open: OpenNetwork;
  wake?: Wake;
  /** the process that works, as its leases name it */
  holder?: string;
}

/**
 * Publishes what is due, one variant at a time for each account. Asking the network runs beside the slices, so that a slow
 * one does not hold up listening.
 */
export function createPostingWorker({ db, clock, log, seal, open, wake, holder }: Options): PostingWorker {
  /** by shop and account */
  const onTheWire = new Map<string, Promise<void>>();

  function beside(shop: string, name: string, work: () => Promise<void>): void {
    const key = `${shop} ${name}`;
    if (onTheWire.has(key)) return;
    const done = work()
      .catch((error: unknown) => {
        // stays as it is until its lease ends: on the wire it is uncertain then
        log.error({ err: error, shop }, 'a step of a post could not be kept');
      })
      .finally(() => {
        onTheWire.delete(key);
        wake?.(POSTING, shop, clock.now());
      });
    onTheWire.set(key, done);
  }

  async function networkFor(shop: string, id: string): Promise<{ network: SocialNetwork; name: string } | null> {
    const account = (await accountsOf(db.read, shop)).find((one) => one.id === id);
    return account ? { network: open(credentialsOf(account, seal)), name: networkOf(account) } : null;
  }

  async function publish(claimed: VariantRow): Promise<void> {
    const { shop, account } = claimed;
    const way = await networkFor(shop, account);
    const content = await contentOf(db, claimed);
    if (!way || !content) {
      await beginPublication(db, claimed, {}, clock.now());
      return;
    }
    const before = claimed.prepared === null ? {} : (JSON.parse(claimed.prepared) as Prepared);
    const ready = await way.network.prepare(content, before);
    if (ready.kind !== 'ready') {
      await finishPreparation(db, claimed, ready, clock.now());
      return;
    }
    const attempt = await beginPublication(db, claimed, ready.prepared, clock.now());
    if (attempt === null) return;
    const outcome = await way.network.publish(content, ready.prepared);
    await finishPublication(db, claimed, attempt, outcome, clock.now());
    log.info({ shop, network: way.name, outcome: outcome.kind }, 'post handed over');
  }

  async function askResults({ shop, account, remote_id: remoteId }: VariantRow): Promise<ResultsTold> {
    const way = await networkFor(shop, account);
    return way && remoteId !== null ? way.network.results(remoteId) : { kind: 'gone' };
  }

  async function readResults(shop: string): Promise<void> {
    const variant = await dueResults(db, shop, clock.now());
    if (!variant) return;
    const told = await askResults(variant).catch((error: unknown) => {
      // it is asked again in some hours, as after any trouble
      log.error({ err: error, shop }, 'the results of a post could not be read');
      return refused('they could not be read');
    });
    await writeResults(db, variant, told, clock.now());
  }

  const busy = (shop: string) =>
    [...onTheWire.keys()].filter((key) => key.startsWith(`${shop} `)).map((key) => key.slice(shop.length + 1));

  return {
    kind: POSTING,
    waits: true,
    pending: () => nextDue(db),
    giveBack: (process) => giveBackVariants(db, process, clock.now()),
    async run(shop) {
      const now = clock.now();
      await settleLost(db, shop, now);
      await tellWaiting(db, shop, now);
      for (const id of await dueVariants(db, shop, now, busy(shop))) {
        const claimed = await claimVariant(db, shop, id, now, holder ?? null);
        if (claimed) beside(shop, claimed.account, () => publish(claimed));
      }
      if (await dueResults(db, shop, now)) beside(shop, 'results', () => readResults(shop));
      const next = Math.min(...(await nextDue(db, shop)).map(({ at }) => at));
      if (!Number.isFinite(next)) return null;
      // woken by every answer: until then there is nothing to look for
      return onTheWire.size > 0 ? Math.max(next, now + SECOND) : next;
    },
    async settled(withinMs) {
      const patience = new AbortController();
      const timer = withinMs === undefined ? undefined : setTimeout(() => patience.abort(), withinMs);
      const late = new Promise((resolve) => patience.signal.addEventListener('abort', resolve));
      while (onTheWire.size > 0 && !patience.signal.aborted)
        await Promise.race([Promise.all(onTheWire.values()), late]);
      clearTimeout(timer);
    },
    running: () => Array.from(onTheWire, () => POSTING),
  };
}

async function contentOf(db: Database, row: VariantRow): Promise<SocialContent | null> {
  const { shop } = row;
  const post = await findPost(db.read, shop, row.post);
  const account = (await accountsOf(db.read, shop)).find(({ id }) => id === row.account);
  const found = await db.read.selectFrom('shop').select('url').where('shop', '=', shop).executeTakeFirst();
  if (!post || !account) return null;
  const hosts = storefrontHosts(shop, found?.url ?? null);
  return {
    key: row.id,
    text: row.text,
    link: outgoingLink(networkOf(account), row.link, post.slug, hosts),
    picture: row.picture,
    alt: row.alt,
    target: readTarget(row),
  };
}
