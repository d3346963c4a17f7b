// The links of one mail as it goes out: each has an index, a target with its UTM, and a signed address.
import type { MessageLink } from '../../delivery/message-row.ts';
import type { Design } from './design.ts';
import { type AddressOf, isFollowable, isWebAddress } from './link-marks.ts';

interface Options {
  design: Pick<Design, 'places'>;
  /** hosts of the shop's storefront */
  hosts: readonly string[];
  /** for `utm_campaign` */
  campaign: string;
  /** followed as they are: the ways out */
  untracked: readonly string[];
  sign: (index: number) => string;
}

export interface LinkBook {
  address: AddressOf;
  /** by index; null for a link that this contact's mail does not have */
  links(): (MessageLink | null)[];
}

/** Leads nowhere: what stood in the place of an address is none. */
const NOWHERE = '#';

/**
 * A link's index is its place in the version, the same in everybody's mail, so that clicks can be counted by it. What a
 * loop repeats with another target (products) goes behind those, once through all places for each repetition: so the second
 * product of a block has the same index whatever else somebody's mail has in it.
 */
export function createLinkBook({ design, hosts, campaign, untracked, sign }: Options): LinkBook {
  const links: (MessageLink | null)[] = [];
  const indexes = new Map<string, number>();
  const taken = new Map<number, number>();
  return {
    address(place, target) {
      if (untracked.includes(target)) return target;
      if (!isFollowable(target)) return NOWHERE;
      if (!isWebAddress(target)) return target;
      const key = `${place} ${target}`;
      let index = indexes.get(key);
      if (index === undefined) {
        const before = taken.get(place) ?? 0;
        index = place + before * design.places;
        taken.set(place, before + 1);
        indexes.set(key, index);
        const storefront = hosts.includes(new URL(target).host);
        links[index] = { url: storefront ? withUtm(target, campaign) : target, storefront };
      }
      return sign(index);
    },
    // holes become null, which JSON can carry
    links: () => Array.from(links, (link) => link ?? null),
  };
}

const BY_MAIL = { source: 'sandmill', medium: 'email' };

/** What is there stays, to the letter: a signed address would not survive being written anew. */
export function withUtm(target: string, campaign: string, { source, medium } = BY_MAIL): string {
  const tags = { utm_source: source, utm_medium: medium, utm_campaign: campaign };
  const there = new URL(target).searchParams;
  const missing = Object.entries(tags).filter(([name, value]) => value !== '' && !there.has(name));
  if (missing.length === 0) return target;
  const [before = '', ...hash] = target.split('#');
  const added = missing.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return [`${before}${before.includes('?') ? '&' : '?'}${added}`, ...hash].join('#');
}

/** `Spring sale: 20% off` → `spring-sale-20-off` */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}
