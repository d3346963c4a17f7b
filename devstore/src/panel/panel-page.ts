import { html, raw } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { TOPICS } from '../webhooks/payload-of.ts';
import { storefrontCard } from '../storefront/panel-card.ts';
import { panelStyle } from './style.ts';

type Markup = ReturnType<typeof html>;

/** The page that drives the world: time, orders, people, webhooks. Filled and kept fresh by `browser/panel.ts`. */
export function panelPage(devstore: Devstore): Markup {
  const { shop } = devstore.store;
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
          ${
            devstore.shops().length > 1
              ? html`<nav aria-label="Stores">
                  ${devstore
                    .shops()
                    .map(
                      (one) =>
                        html`<a
                          href="${one.origin}/devstore"
                          ${one.domain === shop.domain ? raw('aria-current="true"') : ''}
                          >${one.name}</a
                        >`,
                    )}
                </nav>`
              : ''
          }
          <nav aria-label="Addresses">
            <a href="/">Storefront</a><a href="/admin">Admin</a
            ><a href="/mailbox">Mailbox <span class="count" data-mails></span></a><a href="/fidelity">Fidelity</a>
          </nav>
        </header>
        <main>
          <section class="card clock" aria-labelledby="clock">
            <h2 id="clock">Time in the shop</h2>
            <p class="now"><time data-now>…</time></p>
            <p class="soft" data-ahead></p>
            <div class="buttons">
              ${[
                ['15m', '+15 minutes'],
                ['1h', '+1 hour'],
                ['1d', '+1 day'],
                ['7d', '+7 days'],
              ].map(([by, label]) => html`<button type="button" data-by="${by}">${label}</button>`)}
            </div>
          </section>

          <section class="card" aria-labelledby="facts">
            <h2 id="facts">The shop</h2>
            <dl class="facts" data-facts></dl>
            <div class="buttons">
              <button type="button" class="quiet" data-install>Open the app (install)</button>
              <button type="button" class="quiet" data-uninstall>Uninstall</button>
            </div>
          </section>

          <section class="card" aria-labelledby="place">
            <h2 id="place">Place an order</h2>
            <form data-place class="stack">
              <label
                >Customer's e-mail
                <input type="email" name="email" list="people" autocomplete="off" required data-people-search
              /></label>
              <datalist id="people"></datalist>
              <label
                >Product <input name="product" list="products" autocomplete="off" required data-product-search
              /></label>
              <datalist id="products"></datalist>
              <div class="pair">
                <label>Quantity <input type="number" name="quantity" min="1" max="20" value="1" /></label>
                <label class="tick"><input type="checkbox" name="test" /> Test order</label>
              </div>
              <button>Place order</button>
            </form>
          </section>

          <section class="card" aria-labelledby="be">
            <h2 id="be">Be a customer</h2>
            <p class="soft">Logs this browser in to the storefront.</p>
            <form method="post" action="/account/login" class="stack">
              <input type="hidden" name="return_to" value="/account" />
              <label
                >E-mail <input type="email" name="email" list="people" autocomplete="off" required data-people-search
              /></label>
              <div class="buttons">
                <button>Log in</button><a class="button quiet" href="/account/logout">Log out</a>
              </div>
            </form>
          </section>

          ${storefrontCard(devstore)}

          <section class="card" aria-labelledby="access">
            <h2 id="access">What the app may do</h2>
            <form data-access class="stack">
              <fieldset>
                <legend>Protected customer data that it is approved for</legend>
                <div class="ticks">
                  ${['customers', 'name', 'email', 'phone', 'address'].map(
                    (part) => html`<label class="tick"><input type="checkbox" name="${part}" /> ${part}</label>`,
                  )}
                </div>
              </fieldset>
              <label
                >Granted scopes
                <input name="scopes" autocomplete="off" spellcheck="false" />
              </label>
              <div class="buttons">
                <button>Change access</button>
                <button type="button" class="quiet" data-expire>Expire tokens now</button>
              </div>
            </form>
          </section>

          <section class="card" aria-labelledby="customer">
            <h2 id="customer">Change a customer</h2>
            <form data-customer class="stack">
              <label
                >E-mail <input type="email" name="email" list="people" autocomplete="off" required data-people-search
              /></label>
              <label>Tag, or the e-mail of who is kept <input name="value" autocomplete="off" /></label>
              <div class="buttons">
                <button class="quiet" value="tag">Add tag</button>
                <button class="quiet" value="untag">Remove tag</button>
                <button class="quiet" value="merge">Merge into</button>
                <button class="quiet" value="delete">Delete</button>
                <button class="quiet" value="data-request">Ask for data</button>
                <button class="quiet" value="redact">Redact</button>
              </div>
            </form>
          </section>

          <section class="card wide" aria-labelledby="orders">
            <h2 id="orders">Last orders</h2>
            <ul class="list" data-orders></ul>
          </section>

          <section class="card wide" aria-labelledby="webhooks">
            <div class="row">
              <h2 id="webhooks">Webhooks <span class="soft" data-pending></span></h2>
              <button type="button" class="quiet" data-flush>Deliver what is due</button>
            </div>
            <form class="faults" data-faults>
              <label
                >Topic
                <select name="topic">
                  <option value="">all</option>
                  ${[...new Set(Object.values(TOPICS))].sort().map((topic) => html`<option>${topic}</option>`)}
                </select></label
              >
              <label>Copies <input type="number" name="duplicate" min="0" max="20" value="0" /></label>
              <label>Lost, % <input type="number" name="drop" min="0" max="100" value="0" /></label>
              <label>Late, s <input type="number" name="delay" min="0" value="0" /></label>
              <label class="tick"><input type="checkbox" name="shuffle" /> Out of order</label>
              <label>Mixed together <input type="number" name="hold" min="0" max="500" value="0" /></label>
              <span class="pill warn" data-faulty hidden>Faults are on</span>
            </form>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Topic</th>
                    <th scope="col">State</th>
                    <th scope="col">Tries</th>
                    <th scope="col">Answer</th>
                    <th scope="col">When</th>
                    <th scope="col"><span class="hidden">Again</span></th>
                  </tr>
                </thead>
                <tbody data-deliveries></tbody>
              </table>
            </div>
          </section>
        </main>
        <p class="said" role="status" data-said></p>
        <script src="/devstore/panel.js"></script>
      </body>
    </html>`;
}
