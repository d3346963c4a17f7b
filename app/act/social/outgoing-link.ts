import type { Network } from '../../platform/social/networks.ts';
import { slugOf, withUtm } from '../messages/templates/design/link-book.ts';

/** What orders remember of where somebody came from. */
export const MEDIUM = 'social';

/** A link as it goes out: to the shop's own storefront with its origin, elsewhere as it is. */
export function outgoingLink(network: Network, link: string, slug: string, hosts: readonly string[]): string {
  if (link === '' || !URL.canParse(link) || !hosts.includes(new URL(link).host)) return link;
  return withUtm(link, slug, { source: network, medium: MEDIUM });
}

/** Of its own among the shop's posts, so that orders are counted for one of them. */
export const postSlug = (name: string, id: string) => `${slugOf(name) || 'post'}-${id.slice(0, 4)}`;

/** Hosts of a shop's storefront. */
export function storefrontHosts(shop: string, url: string | null): string[] {
  return url && URL.canParse(url) ? [new URL(url).host, shop] : [shop];
}
