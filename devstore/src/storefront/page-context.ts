import type { Liquid } from 'liquidjs';
import type { Context } from 'liquidjs';
import type { ShopStore } from '../shop/store.ts';
import type { Cart, Customer, Locale } from '../shop/types.ts';
import type { Translations } from './theme/translations.ts';

/** Who looks at the page, and how. */
export interface Visitor {
  locale: Locale;
  cart: Cart | undefined;
  customer: Customer | undefined;
  url: URL;
  /** The path without its language prefix: `/products/linen-throw`. */
  path: string;
}

/**
 * What one page's rendering gathers besides its text: Shopify adds the scripts and styles of app blocks
 * to the head once, however many blocks ask for them.
 */
export interface PageContext {
  store: ShopStore;
  visitor: Visitor;
  /** `en` or `it` without a prefix for the default language. */
  root: '' | `/${string}`;
  now: number;
  scripts: Set<string>;
  styles: Set<string>;
  inlineStyles: string[];
  inlineScripts: string[];
}

/** One set of Liquid files: the theme, or the app's extension, each with its own snippets, texts and assets. */
export interface LiquidSet {
  engine: Liquid;
  translations: Translations;
  assetUrl(file: string): string;
}

const key = '__page';

export function withPage(objects: Record<string, unknown>, page: PageContext): Record<string, unknown> {
  return Object.defineProperty({ ...objects }, key, { value: page, enumerable: false, configurable: true });
}

export function pageOf(context: Context): PageContext {
  const page: unknown = Reflect.get(context.globals, key);
  if (!page) throw new Error('Liquid is rendered outside of a page');
  return page as PageContext;
}
