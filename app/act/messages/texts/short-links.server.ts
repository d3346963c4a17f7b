// Addresses that take little room in a text: a code for its message, and behind it the place of the link.
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../../platform/db/db.ts';
import type { MessageLink } from '../delivery/message-row.ts';
import { isWebAddress } from '../templates/design/link-marks.ts';
import { PLACES } from '../short-places.ts';
import { withUtm } from '../templates/design/link-book.ts';

/** 60 bits that only our key makes: nobody finds one by trying. */
const CODE_LENGTH = 10;

const ADDRESS = /https?:\/\/[^\s<>"']+/gi;
/** what ends a sentence is not of the address */
const TRAILING = /[.,;:!?)\]]+$/;

export interface Shortened {
  text: string;
  links: MessageLink[];
}

interface Options {
  /** by place */
  address: (place: number) => string;
  /** of the shop's storefront, which alone get UTM */
  hosts: readonly string[];
  campaign: string;
  medium: string;
}

/** Puts our own address in the place of each of a text's, as far as there are places. Pure. */
export function shorten(text: string, { address, hosts, campaign, medium }: Options): Shortened {
  const links: MessageLink[] = [];
  const shortened = text.replaceAll(ADDRESS, (found) => {
    const tail = TRAILING.exec(found)?.[0] ?? '';
    const url = found.slice(0, found.length - tail.length);
    if (!isWebAddress(url)) return found;
    const target = targetOf(url, { hosts, campaign, medium });
    const known = links.findIndex((link) => link.url === target.url);
    if (known < 0 && links.length === PLACES.length) return found;
    const place = known < 0 ? links.push(target) - 1 : known;
    return `${address(place)}${tail}`;
  });
  return { text: shortened, links };
}

/** Where a link leads in the end: to the shop's storefront with its UTM. */
export function targetOf(
  url: string,
  { hosts, campaign, medium }: Pick<Options, 'hosts' | 'campaign' | 'medium'>,
): MessageLink {
  const storefront = hosts.includes(new URL(url).host);
  return { url: storefront ? withUtm(url, campaign, { source: 'sandmill', medium }) : url, storefront };
}

export const shortCode = (seal: Pick<Seal, 'sign'>, shop: string, message: string): string =>
  seal.sign('short', `${shop} ${message}`).slice(0, CODE_LENGTH);

/** Made from what it names: written twice it is written once. */
export async function keepShortLink(
  trx: Trx,
  { code, shop, message, now }: { code: string; shop: string; message: string; now: number },
): Promise<void> {
  await trx
    .insertInto('short_link')
    .values({ code, shop, message, created_at: now })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute();
}

/** @returns null for an address that is none of ours */
export async function readShortLink(
  reader: Reader,
  path: string,
): Promise<{ shop: string; message: string; link: number } | null> {
  const link = PLACES.indexOf(path.slice(CODE_LENGTH));
  if (path.length !== CODE_LENGTH + 1 || link < 0) return null;
  const row = await reader
    .selectFrom('short_link')
    .select(['shop', 'message'])
    .where('code', '=', path.slice(0, CODE_LENGTH))
    .executeTakeFirst();
  return row ? { ...row, link } : null;
}
