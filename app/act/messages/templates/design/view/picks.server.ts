// Products that do not come from a contact's own basket: picked by hand, or recommended.
import type { RecommendationsService } from '../../../../../decide/recommendations/service.server.ts';
import { readBuyable } from '../../../../../decide/recommendations/store.server.ts';
import type { Reader } from '../../../../../platform/db/db.ts';
import { currencyExponent, formatMoney } from '../../../../../platform/money.ts';
import { initialOf, type ShownProduct } from './mail-view.ts';
import { pictureOf } from './pictures.ts';

/** Those that can be bought now, in the order in which they were picked, at today's price. */
export async function readPicked(
  reader: Reader,
  shop: string,
  ids: readonly string[],
  locale: string,
): Promise<ShownProduct[]> {
  const found = await readBuyable(reader, shop, [...new Set(ids)]);
  return ids.flatMap((id) => {
    const product = found.get(id);
    if (!product) return [];
    const price = formatMoney(product.price, product.currency, locale);
    return [shown(product.title, price, product.image_url, `/products/${encodeURIComponent(product.handle)}`)];
  });
}

/** @param beside the product that she bought or looked at last; null: best sellers */
export async function readRecommended(
  recommendations: RecommendationsService,
  shop: string,
  beside: string | null,
  most: number,
  locale: string,
): Promise<ShownProduct[]> {
  const frame = await recommendations.of(shop, beside, most);
  if (!frame) return [];
  return frame.products.map(({ title, price, image, url }) => {
    // a frame tells hundredths, whatever the currency
    const minor = Math.round(price / 10 ** (2 - currencyExponent(frame.currency)));
    return shown(title, formatMoney(minor, frame.currency, locale), image, url);
  });
}

const shown = (title: string, price: string, image: string | null, url: string): ShownProduct => ({
  title,
  variant: '',
  quantity: 1,
  price,
  image: pictureOf(image),
  url,
  initial: initialOf(title),
});
