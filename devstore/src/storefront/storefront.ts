import { join } from 'node:path';
import type { Context } from 'hono';
import type { Devstore } from '../devstore.ts';
import { extensionLoader } from './extension/extension.ts';
import { renderOneSection, renderPage, type Page } from './render-page.ts';
import { themeLoader } from './theme/theme.ts';
import { noteVisit, visitorOf } from './visitor.ts';
import type { Visitor } from './page-context.ts';
import type { Root } from '../shop/language.ts';

/** What the storefront's routes share: the shop, and the way to answer with a page of the theme. */
export interface Storefront {
  devstore: Devstore;
  page(c: Context, visitor: Visitor, page: Page, status?: 200 | 404): Promise<Response>;
  notFound(c: Context): Promise<Response>;
}

export function createStorefront(devstore: Devstore): Storefront {
  const theme = themeLoader();
  const extension = extensionLoader(join(devstore.config.appDir, 'extensions', 'storefront'));
  const storefront: Storefront = {
    devstore,
    async page(c, visitor, page, status = 200) {
      noteVisit(c, devstore);
      const tools = { devstore, theme: theme(), extension: extension() };
      c.header('Cache-Control', 'no-store');
      const sectionId = visitor.url.searchParams.get('section_id');
      if (sectionId) {
        const section = await renderOneSection(tools, visitor, page, sectionId);
        return section === undefined ? c.text('Not Found', 404) : c.html(section, status);
      }
      const html = await renderPage(tools, visitor, page);
      return c.html(html, status);
    },
    notFound: (c) => storefront.page(c, visitorOf(c, devstore), { template: '404', title: '404' }, 404),
  };
  return storefront;
}

/** A route of the storefront exists once for each language. */
export function localized(path: string): string[] {
  return path === '/' ? ['/', '/it', '/it/', '/en', '/en/'] : [path, `/it${path}`, `/en${path}`];
}

export function rootOf(visitor: Visitor): Root {
  return visitor.root;
}
