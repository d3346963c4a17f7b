import type { Hono } from 'hono';
import type { Collection, Product } from '../../shop/types.ts';
import { collectionObject, productObject, productTitle, sortOrders } from '../objects/product.ts';
import { pixelCollection, pixelVariant } from '../pixel-data.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { visitorOf } from '../visitor.ts';

/** Home, collections and products. */
export function registerCatalog(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { store } = devstore;

  app.on('GET', localized('/'), (c) =>
    storefront.page(c, visitorOf(c, devstore), { template: 'index', title: store.shop.name }),
  );

  app.on('GET', localized('/collections'), (c) => {
    const visitor = visitorOf(c, devstore);
    return storefront.page(c, visitor, {
      template: 'list-collections',
      title: visitor.locale === 'it' ? 'Collezioni' : 'Collections',
    });
  });

  app.on('GET', localized('/collections/:handle'), (c) => {
    const visitor = visitorOf(c, devstore);
    const handle = c.req.param('handle') ?? '';
    const collection = handle === 'all' ? everything(store.collections.all()) : store.collections.byHandle(handle);
    if (!collection) return storefront.notFound(c);
    const wanted = visitor.url.searchParams.get('sort_by');
    const sortBy = sortOrders.find((order) => order === wanted) ?? 'best-selling';
    const context = { store, locale: visitor.locale, root: rootOf(visitor) };
    const products = (handle === 'all' ? store.products.all() : store.products.inCollection(collection.id)).filter(
      isOnSale,
    );
    const object = collectionObject(collection, context, sortBy, products);
    return storefront.page(c, visitor, {
      template: 'collection',
      title: object.title,
      description: object.description,
      objects: { collection: object },
      events: [
        {
          name: 'collection_viewed',
          data: { collection: pixelCollection(collection, products.slice(0, 24), context) },
        },
      ],
    });
  });

  app.on('GET', [...localized('/products/:handle{.+\\.js}')], (c) => {
    const visitor = visitorOf(c, devstore);
    const product = store.products.byHandle((c.req.param('handle') ?? '').replace(/\.js$/, ''));
    if (!product || !isOnSale(product)) return c.json({ status: 404, message: 'Not Found' }, 404);
    const object = productObject(product, { store, locale: visitor.locale, root: rootOf(visitor) });
    return c.json({ ...object, featured_image: object.featured_image.src, images: [object.featured_image.src] });
  });

  app.on('GET', [...localized('/products/:handle'), ...localized('/collections/:collection/products/:handle')], (c) => {
    const visitor = visitorOf(c, devstore);
    const product = store.products.byHandle(c.req.param('handle') ?? '');
    if (!product || !isOnSale(product)) return storefront.notFound(c);
    const context = { store, locale: visitor.locale, root: rootOf(visitor) };
    const variantId = visitor.url.searchParams.get('variant');
    const variant = product.variants.find((one) => one.id === variantId) ?? product.variants[0];
    return storefront.page(c, visitor, {
      template: 'product',
      title: productTitle(product, visitor.locale),
      objects: { product: productObject(product, context, variantId) },
      events: [{ name: 'product_viewed', data: { productVariant: pixelVariant(product, variant, context) } }],
    });
  });
}

function isOnSale(product: Product): boolean {
  return product.status === 'active' && product.publishedAt !== null;
}

/** `/collections/all` exists in every shop. */
function everything(collections: Collection[]): Collection | undefined {
  const [first] = collections;
  return (
    first && {
      ...first,
      id: '0',
      handle: 'all',
      title: 'All products',
      descriptionHtml: '',
      translations: { it: { title: 'Tutti i prodotti', descriptionHtml: '' } },
    }
  );
}
