import type { Context, Hono } from 'hono';
import { articleObject } from '../objects/article.ts';
import { collectionObject, productObject, type ObjectContext } from '../objects/product.ts';
import { pixelVariant } from '../pixel-data.ts';
import { find, type Found } from '../search/find.ts';
import { suggestions } from '../search/suggestions.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { visitorOf } from '../visitor.ts';

const TYPES = ['product', 'article'] as const;
type SearchType = (typeof TYPES)[number];

const texts = {
  en: { empty: 'Search', results: (query: string) => `Search: “${query}”` },
  it: { empty: 'Cerca', results: (query: string) => `Ricerca: “${query}”` },
};

/** The search page, and what the search box asks for while somebody types. */
export function registerSearch(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const contextOf = (c: Context): ObjectContext => {
    const visitor = visitorOf(c, devstore);
    return { store: devstore.store, locale: visitor.locale, root: rootOf(visitor) };
  };

  app.on('GET', localized('/search'), (c) => {
    const visitor = visitorOf(c, devstore);
    const context = contextOf(c);
    const query = (visitor.url.searchParams.get('q') ?? '').trim().slice(0, 200);
    const types = typesOf(visitor.url.searchParams.get('type'));
    const found = find(devstore, visitor.locale, query);
    const shown = types.includes('product') ? found.products : [];
    return storefront.page(c, visitor, {
      template: 'search',
      title: query ? texts[visitor.locale].results(query) : texts[visitor.locale].empty,
      objects: { search: searchObject(query, types, found, context) },
      events: query
        ? [
            {
              name: 'search_submitted',
              data: {
                searchResult: {
                  query,
                  productVariants: shown
                    .slice(0, 24)
                    .map((product) => pixelVariant(product, product.variants[0], context)),
                },
              },
            },
          ]
        : [],
    });
  });

  app.on('GET', localized('/search/suggest.json'), (c) => {
    const query = (c.req.query('q') ?? '').trim();
    if (!query) return refused(c, 'q', 'Missing required parameter');
    const wanted = (c.req.query('resources[type]') ?? 'query,product,collection,page').split(',');
    const limit = Number(c.req.query('resources[limit]') ?? 10);
    if (!(limit >= 1 && limit <= 10)) return refused(c, 'limit', 'Must be between 1 and 10');
    const context = contextOf(c);
    const found = find(devstore, context.locale, query);
    return c.json({ resources: { results: suggestions(found, wanted, limit, context, query) } });
  });

  /** The same, drawn by the theme's own section, as Dawn asks for it. */
  app.on('GET', localized('/search/suggest'), (c) => {
    const visitor = visitorOf(c, devstore);
    const context = contextOf(c);
    const query = (c.req.query('q') ?? '').trim().slice(0, 200);
    const found = find(devstore, visitor.locale, query);
    if (!c.req.query('section_id')) return storefront.notFound(c);
    return storefront.page(c, visitor, {
      template: 'search',
      title: texts[visitor.locale].empty,
      objects: {
        predictive_search: {
          performed: query !== '',
          terms: query,
          resources: {
            products: found.products.slice(0, 5).map((product) => productObject(product, context)),
            articles: found.articles.slice(0, 2).map((article) => articleObject(article, context)),
            collections: found.collections.slice(0, 2).map((collection) => collectionObject(collection, context)),
          },
        },
      },
    });
  });
}

function typesOf(asked: string | null): SearchType[] {
  const types = TYPES.filter((type) => asked?.split(',').includes(type));
  return types.length > 0 ? types : [...TYPES];
}

/** https://shopify.dev/docs/api/liquid/objects/search */
function searchObject(query: string, types: SearchType[], found: Found, context: ObjectContext) {
  const products = types.includes('product')
    ? found.products.map((product) => Object.assign(productObject(product, context), { object_type: 'product' }))
    : [];
  const articles = types.includes('article') ? found.articles.map((article) => articleObject(article, context)) : [];
  const results = [...products, ...articles];
  return {
    performed: query !== '',
    terms: query,
    types,
    results,
    results_count: results.length,
    sort_by: 'relevance',
    default_sort_by: 'relevance',
    filters: [],
  };
}

/** Shopify refuses a suggestion without a query with 422 and says which parameter it was. */
function refused(c: Context, parameter: string, description: string): Response {
  return c.json({ status: 422, message: 'Invalid parameter error', description: `${parameter}: ${description}` }, 422);
}
