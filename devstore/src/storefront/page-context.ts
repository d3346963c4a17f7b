import type { Context, Liquid } from 'liquidjs';
import type { ShopStore } from '../shop/store.ts';
import type { Cart, Customer, Locale } from '../shop/types.ts';
import type { Translations } from './theme/translations.ts';
import type { Root } from '../shop/language.ts';

/** Who looks at the page, and how. */
export interface Visitor {
  locale: Locale;
  root: Root;
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
  /** milliseconds since 1970, as the shop sees them */
  now: number;
  visitor: Visitor;
  root: Root;
  scripts: Set<string>;
  styles: Set<string>;
  inlineStyles: string[];
  inlineScripts: string[];
  /** Renders a section that a layout names: `{% section 'header' %}`. */
  section(name: string): Promise<string>;
}

/** One set of Liquid files: the theme, or the app's extension, each with its own snippets, texts and assets. */
export interface LiquidSet {
  engine: Liquid;
  translations: Translations;
  assetUrl(file: string): string;
}

const key = '__page';

/** The objects that a file of the page may name; what is lazy in them stays lazy. */
export function pageScope(page: PageContext, ...objects: Record<string, unknown>[]): Record<string, unknown> {
  const scope: Record<string, unknown> = {};
  for (const object of objects) Object.defineProperties(scope, Object.getOwnPropertyDescriptors(object));
  return Object.defineProperty(scope, key, { value: page, enumerable: false, configurable: true });
}

export function pageOf(context: Context): PageContext {
  const page: unknown = Reflect.get(context.globals, key);
  if (!page) throw new Error('Liquid is rendered outside of a page');
  return page as PageContext;
}
