import { currencySymbol } from '../../shop/money-format.ts';
import { articlesOf, BLOG } from '../../seed/articles.ts';
import type { PageContext } from '../page-context.ts';
import { blogObject } from './article.ts';
import { cartObject } from './cart.ts';
import { customerObject } from './customer.ts';
import { collectionObject, productObject, type ObjectContext } from './product.ts';
import { primaryLocale, rootFor } from '../../shop/language.ts';

const languages = { en: 'English', it: 'Italiano' } as const;

export function objectContext(page: PageContext): ObjectContext {
  return { store: page.store, locale: page.visitor.locale, root: page.root };
}

/** What every Liquid file of a page may name, whichever template it stands in. */
export function globalObjects(
  page: PageContext,
  details: { template: string; title: string; description: string },
): Record<string, unknown> {
  const { store, visitor } = page;
  const context = objectContext(page);
  const language = (code: keyof typeof languages) => ({
    iso_code: code,
    name: languages[code],
    endonym_name: languages[code],
    root_url: rootFor(store.shop, code) || '/',
    primary: code === primaryLocale(store.shop),
  });
  return {
    shop: {
      id: Number(store.shop.id),
      name: store.shop.name,
      email: store.shop.email,
      domain: visitor.url.host,
      permanent_domain: store.shop.domain,
      url: visitor.url.origin,
      secure_url: visitor.url.origin,
      currency: store.shop.currency,
      money_format: `${currencySymbol(store.shop.currency)}{{amount}}`,
      money_with_currency_format: `${currencySymbol(store.shop.currency)}{{amount}} ${store.shop.currency}`,
      locale: primaryLocale(store.shop),
      published_locales: store.shop.locales.map(language),
      customer_accounts_enabled: true,
      metafields: {},
      description: '',
    },
    request: {
      locale: language(visitor.locale),
      path: `${page.root}${visitor.path}`,
      host: visitor.url.host,
      origin: visitor.url.origin,
      page_type: details.template,
      design_mode: visitor.url.searchParams.has('design_mode'),
      visual_preview_mode: false,
    },
    localization: {
      language: language(visitor.locale),
      available_languages: store.shop.locales.map(language),
      country: {
        iso_code: store.shop.countryCode,
        name: new Intl.DisplayNames(visitor.locale, { type: 'region' }).of(store.shop.countryCode),
        currency: { iso_code: store.shop.currency, symbol: currencySymbol(store.shop.currency) },
      },
      market: { id: 1, handle: 'primary' },
    },
    routes: {
      root_url: page.root || '/',
      cart_url: `${page.root}/cart`,
      cart_add_url: `${page.root}/cart/add`,
      cart_change_url: `${page.root}/cart/change`,
      cart_update_url: `${page.root}/cart/update`,
      cart_clear_url: `${page.root}/cart/clear`,
      collections_url: `${page.root}/collections`,
      all_products_collection_url: `${page.root}/collections/all`,
      account_url: `${page.root}/account`,
      account_login_url: `${page.root}/account/login`,
      account_logout_url: `${page.root}/account/logout`,
      account_register_url: `${page.root}/account/register`,
      account_recover_url: `${page.root}/account/recover`,
      account_addresses_url: `${page.root}/account/addresses`,
      predictive_search_url: `${page.root}/search/suggest`,
      search_url: `${page.root}/search`,
    },
    cart: cartObject(visitor.cart, context),
    customer: visitor.customer ? customerObject(visitor.customer, context) : null,
    page_title: details.title,
    page_description: details.description,
    canonical_url: visitor.url.origin + page.root + visitor.path,
    template: templateName(details.template),
    current_page: Number(visitor.url.searchParams.get('page') ?? 1),
    current_tags: null,
    devstore_newsletter: visitor.url.searchParams.get('customer_posted'),
    theme: { id: 1, name: 'Sandmill Goods', role: 'main' },
    get blogs() {
      const articles = () => articlesOf(store.shop, page.now);
      return byHandle([[BLOG.handle, () => blogObject(articles(), context)]]);
    },
    get collections() {
      return byHandle(
        store.collections.all().map((collection) => [collection.handle, () => collectionObject(collection, context)]),
      );
    },
    get all_products() {
      return byHandle(store.products.all().map((product) => [product.handle, () => productObject(product, context)]));
    },
  };
}

/** `{{ template }}` prints the name, `{{ template.name }}` too. */
function templateName(template: string): Record<string, unknown> {
  const [directory, name] = template.includes('/') ? template.split('/') : [null, template];
  return { name, directory, suffix: null, toString: () => template };
}

/** Both a list to go through and a table by handle, as Shopify's `collections` is. */
function byHandle(entries: [string, () => unknown][]): unknown {
  const list = Object.defineProperties(
    [],
    Object.fromEntries(entries.map(([, make], index) => [index, { get: make, enumerable: true }])),
  );
  return Object.defineProperties(
    list,
    Object.fromEntries(entries.map(([handle, make]) => [handle, { get: make, enumerable: false }])),
  );
}
