import { html, raw } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { appCards } from './cards/app.ts';
import { orderCards } from './cards/orders.ts';
import { peopleCards } from './cards/people.ts';
import { shelfCards } from './cards/shelf.ts';
import { timeCards } from './cards/time-and-shop.ts';
import { troubleCards } from './cards/trouble.ts';
import type { Markup } from './markup.ts';
import { panelStyle } from './style.ts';

/** The page that drives the world, a group for each thing that one may want to do. Kept fresh by `browser/panel.ts`. */
export function panelPage(devstore: Devstore): Markup {
  const { shop } = devstore.store;
  const groups: [id: string, title: string, cards: Markup][] = [
    ['time-group', 'Time and shop', timeCards(devstore)],
    ['orders-group', 'Orders', orderCards()],
    ['people-group', 'People', peopleCards(devstore)],
    ['shelf-group', 'Shelf', shelfCards()],
    ['app-group', 'The app', appCards()],
    ['trouble-group', 'Webhooks and trouble', troubleCards()],
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Panel · ${shop.name}</title>
        <style>
          ${raw(panelStyle)}
        </style>
      </head>
      <body>
        <header class="top">
          <h1>Panel <span>${shop.name}</span></h1>
          ${shopSwitcher(devstore)}
          <nav aria-label="Addresses">
            <a href="/">Storefront</a><a href="/admin">Admin</a
            ><a href="/mailbox">Mailbox <span class="count" data-mails></span></a><a href="/fidelity">Fidelity</a>
          </nav>
        </header>
        <nav class="jump" aria-label="On this page">
          ${groups.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}
        </nav>
        <main>
          ${groups.map(
            ([id, title, cards]) =>
              html`<section class="group" id="${id}" aria-labelledby="${id}-title">
                <h2 id="${id}-title">${title}</h2>
                <div class="cards">${cards}</div>
              </section>`,
          )}
        </main>
        <datalist id="people"></datalist>
        <datalist id="products"></datalist>
        <div class="said" data-said-box hidden>
          <span role="status" data-said></span> <button type="button" class="small" data-undo hidden>Undo</button>
        </div>
        <script src="/devstore/panel.js"></script>
      </body>
    </html>`;
}

function shopSwitcher(devstore: Devstore): Markup | '' {
  const shops = devstore.shops();
  if (shops.length < 2) return '';
  return html`<nav aria-label="Stores">
    ${shops.map(
      (one) =>
        html`<a
          href="${one.origin}/devstore"
          ${one.domain === devstore.store.shop.domain ? raw('aria-current="true"') : ''}
          >${one.name}</a
        >`,
    )}
  </nav>`;
}
