import type { Connected, Connection } from '../../act/social/accounts.server.ts';
import type { CreditedOrders } from '../../act/social/credited-orders.server.ts';
import type { PostSaved } from '../../act/social/drafts.server.ts';
import type { Missing, PostDraft, Target } from '../../act/social/post-draft.ts';
import type { PostDone } from '../../act/social/posts.server.ts';
import type { SocialReason } from '../../act/social/reason.ts';
import type { PostDeed, PostState, Settlement, VariantState } from '../../act/social/states.ts';
import type { Network } from '../../platform/social/networks.ts';
import type { ResultsDay } from '../../act/social/results-by-day.ts';
import type { SocialResults } from '../../platform/social/social-network.ts';

export type { Connected, Connection, Missing, PostDeed, PostDraft, PostState, Settlement, SocialReason, VariantState };

export interface SocialAccountView {
  id: string;
  network: Network;
  name: string;
  expired: boolean;
  /** null: what its network takes */
  textLimit: number | null;
  /** nothing is published before; null when it is open */
  opens: number | null;
  /** what was said last, where it is in trouble */
  trouble: string | null;
}

export interface SocialRow {
  id: string;
  name: string;
  state: PostState;
  /** null in a draft that goes out as soon as it is released */
  at: number | null;
  networks: Network[];
  published: number;
  variants: number;
  /** refused or uncertain */
  attention: number;
}

export interface SocialList {
  posts: SocialRow[];
  next: string | null;
  /** whether there is anywhere to publish */
  connected: boolean;
}

export interface SocialEdit {
  id: string;
  revision: number;
  draft: PostDraft;
  slug: string;
  /** of the storefront: links there carry where somebody came from */
  hosts: string[];
  accounts: SocialAccountView[];
  /** a wall clock of the shop with which a schedule begins */
  tomorrow: string;
  zone: string;
}

export interface SocialVariantView {
  id: string;
  network: Network | null;
  account: string | null;
  text: string;
  picture: string;
  alt: string;
  /** as it goes out */
  link: string;
  target: Target;
  state: VariantState;
  due: number | null;
  reason: SocialReason | null;
  publishedAt: number | null;
  url: string | null;
  results: SocialResults | null;
  resultsAt: number | null;
  /** its network can be asked how it was taken: it said what it calls it */
  readable: boolean;
}

export interface SocialView {
  id: string;
  name: string;
  state: PostState;
  deeds: PostDeed[];
  at: number | null;
  slug: string;
  variants: SocialVariantView[];
  /** by the end of each day, all versions together */
  days: ResultsDay[];
  /** of a draft: what keeps it from being released */
  missing: Missing[];
  orders: CreditedOrders[];
}

export interface SocialPages {
  list(shop: string, after: string | null): Promise<SocialList>;
  create(shop: string, name: string): Promise<string>;
  /** `out`: it is no draft any more. Null when there is none of that id */
  edit(shop: string, id: string): Promise<SocialEdit | 'out' | null>;
  save(shop: string, id: string, revision: number, draft: PostDraft): Promise<PostSaved>;
  view(shop: string, id: string): Promise<SocialView | null>;
  act(shop: string, id: string, deed: PostDeed): Promise<PostDone>;
  settle(shop: string, id: string, variant: string, said: Settlement): Promise<PostDone>;
  move(shop: string, id: string, day: string): Promise<PostDone>;
  duplicate(shop: string, id: string, name: string): Promise<string | null>;
  remove(shop: string, id: string): Promise<boolean>;
  restore(shop: string, id: string): Promise<boolean>;
  fromArticle(shop: string, article: string): Promise<string | null>;
  accounts(shop: string): Promise<SocialAccountView[]>;
  connect(shop: string, asked: Connection): Promise<Connected>;
  disconnect(shop: string, id: string): Promise<boolean>;
  reconnect(shop: string, id: string): Promise<boolean>;
  tryNow(shop: string, id: string): Promise<boolean>;
}
