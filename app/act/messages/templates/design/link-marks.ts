// Where links stand in what was laid out: per contact only Liquid runs, then each mark becomes a signed address.
import { unescapeHtml } from './escape-html.ts';
import { liquidOf } from './liquid-mask.ts';

// of the private use area, as those of `LiquidMask`
const OPEN = '\uE006';
const SPLIT = '\uE007';
const CLOSE = '\uE008';
const MARK = /\uE006(\d+)\uE007([^\uE006\uE008]*)\uE008/g;
const RESERVED = /[\uE000-\uE008]/g;

/** Nothing that a contact or a merchant wrote may look like a mark. */
export const withoutMarks = (text: string) => text.replace(RESERVED, '');

/** @param place which of the version's links it is: the same for all who get it */
export const markLink = (place: number, address: string) => `${OPEN}${place}${SPLIT}${address}${CLOSE}`;

/** `address` says what stands in the place of a link; it is given what a reader would follow. */
export type AddressOf = (place: number, target: string) => string;

/** @param isHtml whether the marked addresses are escaped, as Liquid leaves them in HTML; the outcome is escaped alike */
export function resolveLinks(text: string, isHtml: boolean, address: AddressOf): string {
  return text.replace(MARK, (_, place: string, target: string) => {
    const clean = (isHtml ? unescapeHtml(target) : target).trim();
    const found = address(Number(place), clean);
    return isHtml ? found.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;') : found;
  });
}

/** What may be followed from a mail. */
export function isFollowable(target: string): boolean {
  return /^(https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:\+?\d)/i.test(target);
}

export const isWebAddress = (target: string) => /^https?:\/\/[^\s/]/i.test(target) && URL.canParse(target);

/** One more than the highest place in a text; 0 where there is no link. */
export function placesIn(text: string): number {
  let places = 0;
  for (const [, place] of text.matchAll(/\uE006(\d+)\uE007/g)) places = Math.max(places, Number(place) + 1);
  return places;
}

/** The places whose address is no one address: Liquid makes it, of more than the shop's own. */
export function differingPlaces(text: string): Set<number> {
  const differing = new Set<number>();
  for (const [, place = '', address = ''] of text.matchAll(MARK)) {
    if (liquidOf(address).some((liquid) => !OF_THE_SHOP.test(liquid))) differing.add(Number(place));
  }
  return differing;
}

const OF_THE_SHOP = /^\{\{-?\s*shop\.\w+\s*-?\}\}$/;
