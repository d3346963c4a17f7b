import type { Register } from '../devstore.ts';
import { drawLogo } from './logo.ts';
import { drawCollection, drawProduct } from './pictures.ts';

const HEADERS = { 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': 'public, max-age=86400' };

/** `/cdn/products/{handle}.svg`, `/cdn/collections/{handle}.svg` and `/cdn/logo.svg` */
export const registerPictures: Register = (app, { store }) => {
  const handle = (file: string) => file.replace(/\.svg$/, '');
  app.get('/cdn/products/:file', (c) => {
    const product = store.products.byHandle(handle(c.req.param('file')));
    return product ? c.body(drawProduct(product), 200, HEADERS) : c.notFound();
  });
  app.get('/cdn/collections/:file', (c) => {
    const collection = store.collections.byHandle(handle(c.req.param('file')));
    if (!collection) return c.notFound();
    return c.body(drawCollection(collection, store.products.inCollection(collection.id)), 200, HEADERS);
  });
  app.get('/cdn/logo.svg', (c) => c.body(drawLogo(store.shop.name), 200, HEADERS));
};
