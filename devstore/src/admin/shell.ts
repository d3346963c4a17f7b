import { html, raw } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { primaryLocale } from '../shop/language.ts';
import { adminStyle } from './style.ts';
import { WORDS, type Words } from './words.ts';

export type Markup = ReturnType<typeof html>;

const icons = {
  home: 'M3 9.5 10 3.500l7 6V17h-4.500v-5h-5v5H3z',
  orders: 'M4 3.500h12v13.500l-2.4-1.600L10 17l-3.6-1.600L4 17zM7 7.500h6M7 11h6',
  products: 'M3.5 9.500V4h5.500l8 8-5.5 5.500zM6.5 7h.01',
  customers: 'M10 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.4-3.2 2.8-5 6-5s5.6 1.8 6 5',
  store: 'M3.5 8 5 3.500h10L16.5 8M4.5 8v9h11V8M8 17v-5h4v5',
  world: 'M10 17.500a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 5.500V10l3 2',
} as const;

function icon(name: keyof typeof icons): Markup {
  return html`<svg
    viewBox="0 0 20 20"
    width="18"
    height="18"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linejoin="round"
    stroke-linecap="round"
    aria-hidden="true"
  >
    <path d="${icons[name]}" />
  </svg>`;
}

/** The shop's name; where there are more, the way to the others. */
function shopSwitcher(devstore: Devstore): Markup {
  const { shop } = devstore.store;
  const initials = shop.name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('');
  const face = html`<span class="top__avatar" aria-hidden="true">${initials}</span> <span>${shop.name}</span>`;
  const shops = devstore.shops();
  if (shops.length < 2) return html`<span class="top__shop">${face}</span>`;
  return html`<details class="top__shop top__switch">
    <summary aria-label="Stores">${face}</summary>
    <ul>
      ${shops.map(
        (one) =>
          html`<li>
            <a href="${one.origin}/admin" ${one.domain === shop.domain ? raw('aria-current="true"') : ''}
              >${one.name} <span class="soft">${one.domain}</span></a
            >
          </li>`,
      )}
    </ul>
  </details>`;
}

export type Place =
  'app' | 'customers' | 'discounts' | 'flow' | 'marketing' | 'orders' | 'products' | 'segments' | 'store';

/** The admin around its pages: dark bar on top, navigation at the side (a drawer on a phone), the page in the middle. */
export function adminPage(
  devstore: Devstore,
  place: Place,
  title: string,
  content: Markup,
  locale = primaryLocale(devstore.store.shop),
): Markup {
  const { shop } = devstore.store;
  const name = devstore.appConfig().name;
  const words = WORDS[locale];
  const item = (id: keyof Words['places'], href: string, picture: keyof typeof icons): Markup =>
    html`<li>
      <a href="${href}" ${id === place ? raw('aria-current="page"') : ''}>${icon(picture)} ${words.places[id]}</a>
    </li>`;
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${shop.name} · Admin</title>
        <style>
          ${raw(adminStyle)}
        </style>
      </head>
      <body>
        <header class="top">
          <button
            type="button"
            class="top__menu"
            aria-label="${words.menu}"
            aria-expanded="false"
            aria-controls="side"
            data-menu
          >
            <svg viewBox="0 0 20 20" width="20" height="20" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
              <path d="M3 5.500h14M3 10h14M3 14.500h14" />
            </svg>
          </button>
          <a class="top__logo" href="/admin"><span aria-hidden="true">S</span> Local Shopify</a>
          <div class="save-bar" data-save-bar hidden>
            <span>${words.unsaved}</span>
            <button type="button" data-discard>${words.discard}</button>
            <button type="button" class="primary" data-save>${words.save}</button>
          </div>
          ${shopSwitcher(devstore)}
        </header>
        <div class="loading" data-loading hidden></div>
        <div class="frame">
          <nav class="side" id="side" aria-label="Admin">
            <ul>
              ${item('orders', '/admin/orders', 'orders')} ${item('products', '/admin/products', 'products')}
              ${item('customers', '/admin/customers', 'customers')}
              ${item('segments', '/admin/customers/segments', 'customers')}
              ${item('discounts', '/admin/discounts', 'products')} ${item('marketing', '/admin/marketing', 'world')}
              ${item('flow', '/admin/flow', 'world')}
            </ul>
            <p class="side__title">${words.channels}</p>
            <ul>
              ${item('store', '/admin/themes/current/editor?context=apps', 'store')}
            </ul>
            <p class="side__title">${words.apps}</p>
            <ul>
              <li>
                <a href="/admin/apps/sandmill" data-app-home ${place === 'app' ? raw('aria-current="page"') : ''}
                  ><span class="app-mark" aria-hidden="true"></span> ${name}</a
                >
                <ul class="side__app" data-app-nav></ul>
              </li>
            </ul>
            <ul class="side__foot">
              <li><a href="/" target="_blank" rel="noopener">${icon('home')} ${words.storefront}</a></li>
              <li><a href="/mailbox" target="_blank" rel="noopener">${icon('orders')} ${words.mailbox}</a></li>
              <li><a href="/devstore" target="_blank" rel="noopener">${icon('world')} ${words.panel}</a></li>
              <li><a href="/fidelity" target="_blank" rel="noopener">${icon('store')} ${words.fidelity}</a></li>
            </ul>
          </nav>
          <main class="main">${content}</main>
        </div>
        <div class="toasts" role="status" aria-live="polite" data-toasts></div>
        <script src="/admin/admin.js"></script>
      </body>
    </html>`;
}
