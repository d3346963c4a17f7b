import { html } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { written } from '../shop/money-format.ts';
import { createThemeSettings } from '../storefront/theme/theme-settings.ts';
import type { Extension } from '../storefront/extension/extension.ts';
import { consentPill, orderState, when } from './list-pages.ts';
import { adminPage, type Markup } from './shell.ts';

export function orderPage(devstore: Devstore, id: string): Markup | undefined {
  const order = devstore.store.orders.get(id);
  if (!order) return undefined;
  const lines = order.lines.map(
    (line) =>
      html`<tr>
        <td>${line.title}${line.variantTitle ? html` <span class="soft">${line.variantTitle}</span>` : ''}</td>
        <td class="num">${line.quantity} × ${written(line.price, order.currency)}</td>
      </tr>`,
  );
  const content = html`<div class="page">
    <h1>${order.name} ${orderState(order)}</h1>
    <div class="card scroll">
      <table>
        <tbody>
          ${lines}
          <tr>
            <td><strong>Total</strong></td>
            <td class="num"><strong>${written(order.totals.total, order.currency)}</strong></td>
          </tr>
        </tbody>
      </table>
    </div>
    <div class="card card--text">
      <dl>
        <dt>Placed</dt>
        <dd>${when(devstore, order.processedAt)}</dd>
        <dt>Customer</dt>
        <dd>
          ${order.customerId ? html`<a href="/admin/customers/${order.customerId}">${order.email ?? order.customerId}</a>` : (order.email ?? '—')}
        </dd>
        <dt>Landing page</dt>
        <dd>${order.lastVisit?.landingPage ?? '—'}</dd>
        <dt>Referrer</dt>
        <dd>${order.lastVisit?.referrer ?? '—'}</dd>
        <dt>Note attributes</dt>
        <dd>${order.attributes.map(({ name, value }) => `${name}: ${value}`).join(' · ') || '—'}</dd>
        <dt>Refunds</dt>
        <dd>
          ${order.refunds.map((refund) => `${written(refund.amount, order.currency)} on ${when(devstore, refund.createdAt)}`).join(' · ') || '—'}
        </dd>
      </dl>
    </div>
  </div>`;
  return adminPage(devstore, 'orders', order.name, content);
}

export function customerPage(devstore: Devstore, id: string): Markup | undefined {
  const customer = devstore.store.customers.get(id);
  if (!customer) return undefined;
  const orders = [...devstore.store.orders.ofCustomer(id)].reverse();
  const rows = orders.map(
    (order) =>
      html`<tr>
        <td><a href="/admin/orders/${order.id}">${order.name}</a></td>
        <td class="soft">${when(devstore, order.processedAt)}</td>
        <td class="num">${written(order.totals.total, order.currency)}</td>
        <td>${orderState(order)}</td>
      </tr>`,
  );
  const content = html`<div class="page">
    <h1>${customer.firstName} ${customer.lastName}</h1>
    <div class="card card--text">
      <dl>
        <dt>E-mail</dt>
        <dd>${customer.email ?? '—'}</dd>
        <dt>E-mail marketing</dt>
        <dd>${consentPill(customer.emailConsent.state)}</dd>
        <dt>Language</dt>
        <dd>${customer.locale === 'it' ? 'Italian' : 'English'}</dd>
        <dt>Tags</dt>
        <dd>${customer.tags.join(', ') || '—'}</dd>
        <dt>Customer since</dt>
        <dd>${when(devstore, customer.createdAt)}</dd>
      </dl>
    </div>
    <div class="card scroll">
      ${
        rows.length
          ? html`<table>
              <tbody>
                ${rows}
              </tbody>
            </table>`
          : html`<p class="card--text soft">No orders yet.</p>`
      }
    </div>
  </div>`;
  return adminPage(devstore, 'customers', `${customer.firstName} ${customer.lastName}`, content);
}

/** The corner of the theme editor that matters to an app: its embeds, on or off. */
export function embedsPage(devstore: Devstore, extension: Extension): Markup {
  const embeds = createThemeSettings(devstore.config).embeds();
  const rows = extension
    .blocks()
    .filter((block) => block.schema.target === 'body' || block.schema.target === 'head')
    .map((block) => {
      const on = embeds.some((embed) => embed.block === block.handle && !embed.disabled);
      return html`<form class="card card--text row" method="post" action="/admin/themes/embeds">
        <div>
          <h2>${block.schema.name}</h2>
          <span class="soft">${devstore.appConfig().name} · app embed</span>
        </div>
        <input type="hidden" name="block" value="${block.handle}" />
        <button
          class="switch"
          role="switch"
          aria-checked="${on ? 'true' : 'false'}"
          name="on"
          value="${on ? 'no' : 'yes'}"
          aria-label="${block.schema.name}"
        ></button>
      </form>`;
    });
  const content = html`<div class="page">
    <div class="row" style="margin-bottom:16px">
      <h1 style="margin:0">App embeds</h1>
      <a class="button" href="/" target="_blank" rel="noopener">View storefront</a>
    </div>
    ${rows.length ? rows : html`<div class="card card--text soft">The app brings no embeds.</div>`}
    <p class="soft">
      Theme “Sandmill Goods”. Which app blocks stand on which page is written in the theme's templates.
    </p>
  </div>`;
  return adminPage(devstore, 'store', 'App embeds', content);
}
