import type { SocialAccounts } from '../act/social/accounts.server.ts';
import { creditedOrders } from '../act/social/credited-orders.server.ts';
import { draftOf, PAGE, type PostWithVariants } from '../act/social/drafts.server.ts';
import { outgoingLink, storefrontHosts } from '../act/social/outgoing-link.ts';
import { NO_TARGET, type VariantDraft } from '../act/social/post-draft.ts';
import type { PostsService } from '../act/social/posts.server.ts';
import { resultsByDay } from '../act/social/results-by-day.ts';
import { readResults } from '../act/social/results.server.ts';
import { decodeSocialReason } from '../act/social/reason.ts';
import { deedsOf } from '../act/social/states.ts';
import { type AccountRow, knownOf, networkOf, readTarget, type VariantRow } from '../act/social/store.server.ts';
import { type Clock, DAY } from '../platform/clock/clock.ts';
import { wallOf } from '../platform/clock/zones.ts';
import type { Database } from '../platform/db/db.ts';
import type { SocialResults } from '../platform/social/social-network.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SocialAccountView, SocialPages, SocialRow, SocialVariantView } from '../ui/views/social-views.ts';

interface Deps {
  db: Database;
  clock: Clock;
  shops: ShopsService;
  posts: PostsService;
  socialAccounts: SocialAccounts;
}

export function createSocialPages({ db, clock, shops, posts, socialAccounts }: Deps): SocialPages {
  const hostsOf = async (shop: string) => storefrontHosts(shop, (await shops.require(shop)).url ?? null);

  return {
    async list(shop, after) {
      const [at, id] = (after ?? '').split('~');
      const before = at && id && Number.isFinite(Number(at)) ? { at: Number(at), id } : null;
      const [list, accounts] = await Promise.all([posts.list(shop, before), socialAccounts.list(shop)]);
      const last = list.length === PAGE ? list.at(-1)?.post : undefined;
      return {
        posts: socialRows(list, accounts),
        next: last ? `${last.updated_at}~${last.id}` : null,
        connected: accounts.length > 0,
      };
    },

    create: (shop, name) => posts.create(shop, { name, when: null, variants: [] }),

    async edit(shop, id) {
      const found = await posts.get(shop, id);
      if (!found) return null;
      const { post, variants } = found;
      if (post.state !== 'draft') return 'out';
      const { timezone: zone } = await shops.require(shop);
      const accounts = await socialAccounts.list(shop);
      return {
        id,
        revision: post.revision,
        draft: draftOf(post, variants),
        slug: post.slug,
        hosts: await hostsOf(shop),
        accounts: accounts.map((account) => accountView(account, clock.now())),
        tomorrow: `${wallOf(clock.now() + DAY, zone).slice(0, 10)}T09:00`,
        zone,
      };
    },

    save: (shop, id, revision, draft) => posts.save(shop, id, revision, draft),

    async view(shop, id) {
      const found = await posts.get(shop, id);
      if (!found) return null;
      const { post, variants } = found;
      const hosts = await hostsOf(shop);
      const accounts = new Map((await socialAccounts.list(shop)).map((account) => [account.id, account]));
      const { state, name, slug, scheduled_at: at } = post;
      const ids = variants.map((variant) => variant.id);
      return {
        id,
        name,
        state,
        deeds: deedsOf(state),
        at,
        slug,
        variants: variants.map((row) => variantView(row, accounts.get(row.account), slug, hosts)),
        days: resultsByDay(await readResults(db.read, shop, ids)),
        missing: state === 'draft' ? await posts.missing(shop, draftOf(post, variants), slug) : [],
        orders: state === 'draft' ? [] : await creditedOrders(db.read, shop, slug),
      };
    },

    act: (shop, id, deed) => posts.act(shop, id, deed),
    settle: (shop, id, variant, said) => posts.settle(shop, id, variant, said),
    move: (shop, id, day) => posts.move(shop, id, day),
    duplicate: (shop, id, name) => posts.duplicate(shop, id, name),
    remove: (shop, id) => posts.remove(shop, id),
    restore: (shop, id) => posts.restore(shop, id),

    /** One variant for each account, with what each of them takes. */
    async fromArticle(shop, id) {
      const article = await db.read
        .selectFrom('article')
        .select(['title', 'excerpt', 'image_url', 'blog_handle', 'handle'])
        .where('shop', '=', shop)
        .where('id', '=', id)
        .where('published_at', 'is not', null)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (!article) return null;
      const { url } = await shops.require(shop);
      const text = [article.title, short(article.excerpt ?? '')].filter(Boolean).join('\n\n');
      const variants = (await socialAccounts.list(shop)).map((account, index): VariantDraft => ({
        id: `v${index}`,
        account: account.id,
        text,
        picture: pictureOf(article.image_url),
        alt: '',
        link: `${url ?? `https://${shop}`}/blogs/${article.blog_handle}/${article.handle}`,
        target: NO_TARGET,
      }));
      return posts.create(shop, { name: article.title.slice(0, 100), when: null, variants: variants.slice(0, 20) }, id);
    },

    accounts: async (shop) => (await socialAccounts.list(shop)).map((account) => accountView(account, clock.now())),
    connect: (shop, asked) => socialAccounts.connect(shop, asked),
    disconnect: (shop, id) => socialAccounts.setRemoved(shop, id, true),
    reconnect: (shop, id) => socialAccounts.setRemoved(shop, id, false),
    tryNow: (shop, id) => socialAccounts.tryNow(shop, id),
  };
}

/** What a list and the calendar show of each. */
export function socialRows(list: readonly PostWithVariants[], accounts: readonly AccountRow[]): SocialRow[] {
  const networks = new Map(accounts.map((account) => [account.id, networkOf(account)]));
  return list.map(({ post, variants }) => ({
    id: post.id,
    name: post.name,
    state: post.state,
    at: post.scheduled_at,
    networks: [...new Set(variants.flatMap(({ account }) => networks.get(account) ?? []))],
    published: variants.filter(({ state }) => state === 'published').length,
    variants: variants.length,
    attention: variants.filter(({ state }) => state === 'refused' || state === 'unknown').length,
  }));
}

function accountView(account: AccountRow, now: number): SocialAccountView {
  const { network, expired, textLimit } = knownOf(account);
  const { id, name, open_at: opens, trouble } = account;
  return { id, network, name, expired, textLimit, opens: opens > now ? opens : null, trouble };
}

function variantView(
  row: VariantRow,
  account: AccountRow | undefined,
  slug: string,
  hosts: readonly string[],
): SocialVariantView {
  const network = account ? networkOf(account) : null;
  return {
    id: row.id,
    network,
    account: account?.name ?? null,
    text: row.text,
    picture: row.picture,
    alt: row.alt,
    link: network ? outgoingLink(network, row.link, slug, hosts) : row.link,
    target: readTarget(row),
    state: row.state,
    due: row.due_at,
    reason: decodeSocialReason(row.reason),
    publishedAt: row.published_at,
    url: row.remote_url,
    results: row.results === null ? null : (JSON.parse(row.results) as SocialResults),
    resultsAt: row.results_at,
    readable: row.remote_id !== null,
  };
}

/** No network takes drawings. */
const pictureOf = (address: string | null) => (address && !/\.svg(?:\?|$)/i.test(address) ? address : '');

/** As much as fits beside title and link on a network that takes 500 characters. */
function short(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  const letters = [...plain];
  return letters.length <= 280 ? plain : `${letters.slice(0, 279).join('')}…`;
}
