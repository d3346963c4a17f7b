import type { Reader } from '../../../../../platform/db/db.ts';
import { formatMoney } from '../../../../../platform/money.ts';
import { sampleCart } from '../../../sample-cart.server.ts';
import type { Design } from '../design.ts';
import { chooseArticles, readArticles } from './articles.server.ts';
import { instantOf, inWords } from './countdown.ts';
import { type BlockView, gridOf, initialOf, type ShownProduct } from './mail-view.ts';
import { pictureOf } from './pictures.ts';
import { readPicked, readRecommended } from './picks.server.ts';
import { type BareView, frameOf, type Viewable, type ViewShop, type ViewTools } from './views.server.ts';

/** Somebody made up who has everything that a mail may speak of: whatever a condition asks, every block is shown. */
export async function sampleView(
  reader: Reader,
  shop: ViewShop,
  design: Viewable,
  tools: ViewTools,
): Promise<BareView> {
  const { locale } = design.document;
  const isItalian = locale === 'it';
  const basket = await sampleProducts(reader, shop, locale);
  const total = formatMoney(basket.total, basket.currency, locale);
  const blocks: Record<string, BlockView> = {};
  for (const id of design.conditions.keys()) blocks[id] = { shown: true };
  for (const block of design.lists) {
    const filled = await fill(block, reader, shop, locale, basket.products, tools);
    blocks[block.id] = { ...blocks[block.id], ...filled };
  }
  const first_title = basket.products[0]?.title ?? '';
  return {
    ...frameOf(shop, locale, tools.now),
    contact: {
      first_name: isItalian ? 'Giulia' : 'Emma',
      last_name: isItalian ? 'Ferri' : 'Hill',
      email: isItalian ? 'giulia@example.com' : 'emma@example.com',
      city: isItalian ? 'Bologna' : 'Bristol',
      country: isItalian ? 'IT' : 'GB',
      locale,
      stage: 'customer',
      rfm_group: 'loyal',
      orders: 3,
      spent: formatMoney(basket.total * 3, basket.currency, locale),
      birthday: '05-14',
      tags: [],
      attributes: {},
    },
    cart: { restore_url: `${shop.url}/cart`, total, count: basket.products.length, first_title },
    order: { name: '#1024', total, first_title },
    blocks,
  };
}

async function sampleProducts(reader: Reader, shop: ViewShop, locale: Design['document']['locale']) {
  const { lines, total, currency } = await sampleCart(reader, shop.shop, locale);
  const products = (Array.isArray(lines) ? lines : []).map(
    (line: { title: string; price: number; imageUrl: string | null }): ShownProduct => ({
      title: line.title,
      variant: '',
      quantity: 1,
      price: formatMoney(line.price, currency, locale),
      image: pictureOf(line.imageUrl),
      url: shop.url,
      initial: initialOf(line.title),
    }),
  );
  return { products, total, currency };
}

async function fill(
  block: Design['lists'][number],
  reader: Reader,
  shop: ViewShop,
  locale: Design['document']['locale'],
  basket: readonly ShownProduct[],
  tools: ViewTools,
): Promise<BlockView> {
  if (block.kind === 'countdown') {
    const until = instantOf(block.until, shop.timezone);
    return {
      over: until <= tools.now,
      when: inWords(until, shop.timezone, locale),
      picture: tools.countdown(until, block),
    };
  }
  if (block.kind === 'articles') {
    const items = chooseArticles(await readArticles(reader, shop.shop, block.blog, tools.now), undefined, block.most);
    return { items: items.map((item) => ({ ...item, url: `${shop.url}${item.url}` })) };
  }
  const found =
    block.source === 'picked'
      ? await readPicked(reader, shop.shop, block.products, locale)
      : block.source === 'recommended'
        ? await readRecommended(tools.recommendations, shop.shop, null, block.most, locale)
        : basket.map((item) => (block.source === 'cart' ? { ...item, url: `${shop.url}/cart` } : item));
  // a shop that has sold nothing yet still sees how it will look
  const items = (found.length > 0 || block.source === 'picked' ? found : basket)
    .slice(0, block.most)
    .map((item) => ({ ...item, url: item.url.startsWith('/') ? `${shop.url}${item.url}` : item.url }));
  return { items, rows: gridOf(items, block.columns) };
}
