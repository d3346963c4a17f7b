import type { Reader } from '../../platform/db/db.ts';
import type { RecoveryCart } from './templates/recovery-view.ts';
import type { MailLocale } from './templates/words.ts';

/** Two of the shop's own products; before any are known, something that anybody recognises as a sample. */
export async function sampleCart(reader: Reader, shop: string, locale: MailLocale): Promise<RecoveryCart> {
  const products = await reader
    .selectFrom('product')
    .select(['title', 'price', 'currency', 'image_url'])
    .where('shop', '=', shop)
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .where('image_url', 'is not', null)
    .orderBy('id')
    .limit(2)
    .execute();
  const row = await reader.selectFrom('shop').select('currency').where('shop', '=', shop).executeTakeFirst();
  const currency = products[0]?.currency ?? row?.currency ?? 'USD';
  const lines = products.length
    ? products.map((product) => ({
        title: product.title,
        quantity: 1,
        price: product.price,
        imageUrl: product.image_url,
      }))
    : [
        {
          title: locale === 'it' ? 'Un prodotto di esempio' : 'A sample product',
          quantity: 1,
          price: 4900,
          imageUrl: null,
        },
      ];
  return { lines, total: lines.reduce((sum, line) => sum + line.price, 0), currency };
}
