import type { Product } from '../../shop/types.ts';
import { articleUrl } from '../objects/article.ts';
import { productObject, productTitle, productUrl, productWord, type ObjectContext } from '../objects/product.ts';
import type { Found } from './find.ts';

/** https://shopify.dev/docs/api/ajax/reference/predictive-search#get-locale-search-suggest-json */
export function suggestions(found: Found, wanted: string[], limit: number, context: ObjectContext, query: string) {
  const tracking = (type: string) => `?_pos=1&_psq=${encodeURIComponent(query)}&_ss=e&_v=1.0&type=${type}`;
  const title = (thing: Parameters<typeof productTitle>[0]) => productTitle(thing, context.locale);
  const kind = (product: Product) => productWord(product, context.locale)(product.productType);
  return {
    ...(wanted.includes('query') && {
      queries: [...new Set(found.products.slice(0, 20).map((product) => kind(product).toLowerCase()))]
        .slice(0, limit)
        .map((text) => ({
          text,
          styled_text: text,
          url: `${context.root}/search?q=${encodeURIComponent(text)}`,
        })),
    }),
    ...(wanted.includes('product') && {
      products: found.products.slice(0, limit).map((product) => {
        const object = productObject(product, context);
        return {
          id: object.id,
          handle: product.handle,
          title: title(product),
          url: productUrl(product, context.root) + tracking('product'),
          available: object.available,
          price: (object.price / 100).toFixed(2),
          price_min: (object.price_min / 100).toFixed(2),
          price_max: (object.price_max / 100).toFixed(2),
          compare_at_price_max: ((object.compare_at_price_max ?? 0) / 100).toFixed(2),
          compare_at_price_min: ((object.compare_at_price_min ?? 0) / 100).toFixed(2),
          image: product.picture.src,
          featured_image: {
            alt: product.picture.alt,
            aspect_ratio: product.picture.width / product.picture.height,
            height: product.picture.height,
            url: product.picture.src,
            width: product.picture.width,
          },
          body: object.description,
          tags: product.tags,
          type: object.type,
          vendor: product.vendor,
          variants: [],
        };
      }),
    }),
    ...(wanted.includes('collection') && {
      collections: found.collections.slice(0, limit).map((collection) => ({
        id: Number(collection.id),
        handle: collection.handle,
        title: title(collection),
        body: collection.descriptionHtml,
        published_at: collection.updatedAt,
        url: `${context.root}/collections/${collection.handle}${tracking('collection')}`,
      })),
    }),
    ...(wanted.includes('page') && { pages: [] }),
    ...(wanted.includes('article') && {
      articles: found.articles.slice(0, limit).map((article) => ({
        id: Number(article.id),
        handle: article.handle,
        title: article[context.locale].title,
        author: article.author,
        summary_html: article[context.locale].excerpt,
        published_at: article.publishedAt,
        tags: article.tags,
        url: articleUrl(article, context.root) + tracking('article'),
      })),
    }),
  };
}
