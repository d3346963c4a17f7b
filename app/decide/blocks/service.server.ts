import type { IdentityId } from '../../listen/facts/fact.ts';
import type { BannerChoice, ShownBanner } from '../banners/choose-version.server.ts';
import type { Visitors } from '../banners/visitors.server.ts';
import type { Proof } from '../proof/rules.ts';
import type { ProofService } from '../proof/service.server.ts';
import type { Recommendations, RecommendationsService } from '../recommendations/service.server.ts';
import type { ShopView } from './shop-view.server.ts';

export type BlockKind = 'proof' | 'banner' | 'recs';

export interface BlocksQuery {
  blocks: readonly BlockKind[];
  /** what the page is about */
  product: string | null;
  /** the banner block's key */
  banner: string;
  /** products that the recommendation frame has place for */
  limit: number;
  locale: string;
  /** who is looking, the surest first: logged-in customer, mail link, device */
  identities: readonly IdentityId[];
}

/** A block that has nothing to say is left out, and the page keeps its default. */
export interface BlocksAnswer {
  proof?: Proof;
  banner?: ShownBanner;
  recs?: Recommendations;
}

export interface BlocksService {
  decide(shop: string, view: ShopView, query: BlocksQuery): Promise<BlocksAnswer>;
}

interface Deps {
  proof: ProofService;
  recommendations: RecommendationsService;
  banners: BannerChoice;
  visitors: Visitors;
}

/** Decides all blocks of a page in one go. */
export function createBlocksService({ proof, recommendations, banners, visitors }: Deps): BlocksService {
  async function contactOf(shop: string, identities: readonly IdentityId[]): Promise<string | null> {
    for (const identity of identities) {
      const contact = await visitors.contactOf(shop, identity);
      if (contact) return contact;
    }
    return null;
  }

  async function banner(shop: string, view: ShopView, query: BlocksQuery): Promise<ShownBanner | null> {
    const contact = await contactOf(shop, query.identities);
    const languages = { locale: query.locale, shopLocale: view.locale };
    return banners.shownTo(shop, view.timezone, query.banner, contact, languages);
  }

  return {
    async decide(shop, view, query) {
      const { blocks, product } = query;
      // all are asked before any is waited for
      const line = blocks.includes('proof') && product ? proof.of(shop, product, view.proof) : null;
      const frame = blocks.includes('recs') ? recommendations.of(shop, product, query.limit) : null;
      const version = blocks.includes('banner') ? banner(shop, view, query) : null;
      const [said, shown, recommended] = await Promise.all([line, version, frame]);
      const answer: BlocksAnswer = {};
      if (said) answer.proof = said;
      if (shown) answer.banner = shown;
      if (recommended) answer.recs = recommended;
      return answer;
    },
  };
}
