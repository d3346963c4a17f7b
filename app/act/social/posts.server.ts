import type { Clock } from '../../platform/clock/clock.ts';
import { dayOf, instantOfWall, wallOf } from '../../platform/clock/zones.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { createPostDrafts, draftOf, zoneOf } from './drafts.server.ts';
import { outgoingLink, storefrontHosts } from './outgoing-link.ts';
import { dueAt, GRACE_MS, type Missing, missingOf, type PostDraft } from './post-draft.ts';
import { POSTING } from './posting-kind.ts';
import { nextState, type PostDeed, type PostState, type Settlement, stateBy } from './states.ts';
import { accountsOf, findPost, knownOf, type PostRow, readTarget, socialLock, variantsOf } from './store.server.ts';

export type PostDone =
  | { ok: true; state: PostState }
  | { ok: false; reason: 'unknown' | 'state' | 'past' }
  | { ok: false; reason: 'missing'; missing: Missing[] };

export type PostsService = ReturnType<typeof createPosts>;

interface Deps {
  db: Database;
  clock: Clock;
  wake: Wake;
}

/** What a merchant does with the shop's posts. */
export function createPosts({ db, clock, wake }: Deps) {
  /** One deed on one post, between the steps of its publishing. */
  async function change(
    shop: string,
    id: string,
    run: (trx: Trx, post: PostRow, now: number) => Promise<PostDone>,
  ): Promise<PostDone> {
    const now = clock.now();
    const done = await db.write(
      async (trx) => {
        const post = await findPost(trx, shop, id);
        return post ? run(trx, post, now) : { ok: false as const, reason: 'unknown' as const };
      },
      { lock: socialLock(shop) },
    );
    if (done.ok) wake(POSTING, shop, now);
    return done;
  }

  async function release(trx: Trx, post: PostRow, state: PostState, now: number): Promise<PostDone> {
    const { shop, id } = post;
    const rows = await variantsOf(trx, shop, [id]);
    const draft = draftOf(post, rows);
    const zone = await zoneOf(trx, shop);
    const missing = await missingIn(trx, shop, draft, post.slug, now);
    if (missing.length > 0) return { ok: false, reason: 'missing', missing };
    for (const row of rows) {
      await variantsNamed(trx, shop, id)
        .set({ state: 'queued', due_at: dueAt(draft.when, readTarget(row), { now, zone }), reason: null })
        .where('id', '=', row.id)
        .execute();
    }
    await update(trx, post, { state, zone, scheduled_at: post.scheduled_at ?? now + GRACE_MS, updated_at: now });
    return { ok: true, state };
  }

  return {
    ...createPostDrafts({ db, clock }),

    /** What keeps a draft from being released. */
    missing: (shop: string, draft: PostDraft, slug: string): Promise<Missing[]> =>
      missingIn(db.read, shop, draft, slug, clock.now()),

    act(shop: string, id: string, deed: PostDeed): Promise<PostDone> {
      return change(shop, id, async (trx, post, now) => {
        const state = nextState(post.state, deed);
        if (!state) return { ok: false, reason: 'state' };
        if (deed === 'release') return release(trx, post, state, now);
        const to = deed === 'withdraw' ? 'planned' : 'cancelled';
        await variantsNamed(trx, shop, id)
          // one that is being prepared finds that it may not begin
          .set({ state: to, due_at: null, lease_until: null, lease_by: null, reason: null })
          .where('state', 'in', ['queued', 'claimed'])
          .execute();
        await update(trx, post, { state, updated_at: now, ...(deed === 'cancel' && { ended_at: now }) });
        return { ok: true, state };
      });
    },

    /** To another day at the same hours. @param day YYYY-MM-DD */
    move(shop: string, id: string, day: string): Promise<PostDone> {
      return change(shop, id, async (trx, post, now) => {
        const { state, scheduled_at: at } = post;
        if ((state !== 'draft' && state !== 'scheduled') || at === null) return { ok: false, reason: 'state' };
        const zone = await zoneOf(trx, shop);
        const when = `${day}T${wallOf(at, zone).slice(11)}`;
        const variants = await variantsOf(trx, shop, [id]);
        const due = variants.map((row) => ({ id: row.id, at: dueAt(when, readTarget(row), { now, zone }) }));
        const isPast = instantOfWall(when, zone) < now || due.some((one) => one.at < now);
        if (isPast && (state === 'scheduled' || day < dayOf(now, zone))) return { ok: false, reason: 'past' };
        if (state === 'scheduled') {
          for (const one of due)
            await variantsNamed(trx, shop, id).set({ due_at: one.at }).where('id', '=', one.id).execute();
        }
        await update(trx, post, { scheduled_at: instantOfWall(when, zone), zone, updated_at: now });
        return { ok: true, state };
      });
    },

    /** What the merchant says of a variant that is uncertain or was refused. */
    settle(shop: string, id: string, variant: string, said: Settlement): Promise<PostDone> {
      return change(shop, id, async (trx, post, now) => {
        const from = said === 'again' ? 'refused' : 'unknown';
        const there = { state: 'published', published_at: now, reason: null };
        // its attempts stay counted: one that was given up may still be answered
        const again = { state: 'queued', due_at: now, reason: null, prepared: null };
        const done = await variantsNamed(trx, shop, id)
          .set(said === 'there' ? there : again)
          .where('id', '=', variant)
          .where('state', '=', from)
          .executeTakeFirst();
        if (done.numUpdatedRows === 0n) return { ok: false, reason: 'state' };
        const state = post.state === 'cancelled' && said === 'there' ? post.state : await stateOf(trx, shop, id);
        await update(trx, post, { state, updated_at: now, ended_at: state === 'done' ? (post.ended_at ?? now) : null });
        return { ok: true, state };
      });
    },
  };
}

const variantsNamed = (trx: Trx, shop: string, post: string) =>
  trx.updateTable('social_variant').where('shop', '=', shop).where('post', '=', post);

async function update(trx: Trx, { shop, id }: PostRow, set: Partial<PostRow>): Promise<void> {
  await trx.updateTable('social_post').set(set).where('shop', '=', shop).where('id', '=', id).execute();
}

/** Of a post that was released, by what became of its variants. */
export async function stateOf(trx: Trx, shop: string, post: string): Promise<PostState> {
  const rows = await trx
    .selectFrom('social_variant')
    .select('state')
    .where('shop', '=', shop)
    .where('post', '=', post)
    .execute();
  return stateBy(rows.map(({ state }) => state));
}

async function missingIn(
  reader: Reader | Trx,
  shop: string,
  draft: PostDraft,
  slug: string,
  now: number,
): Promise<Missing[]> {
  const row = await reader.selectFrom('shop').select(['url', 'timezone']).where('shop', '=', shop).executeTakeFirst();
  const hosts = storefrontHosts(shop, row?.url ?? null);
  const accounts = new Map((await accountsOf(reader, shop)).map((account) => [account.id, knownOf(account)]));
  const linkOf = (network: Parameters<typeof outgoingLink>[0], link: string) =>
    outgoingLink(network, link, slug, hosts);
  return missingOf(draft, accounts, linkOf, { now, zone: row?.timezone ?? 'UTC' });
}
