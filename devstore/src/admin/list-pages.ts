import { html } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { written } from '../shop/money-format.ts';
import type { Order } from '../shop/types.ts';
import { adminPage, type Markup } from './shell.ts';

const pageSize = 50;

interface Query {
  search: string;
  page: number;
}

export function queryOf(url: string): Query {
  const { searchParams } = new URL(url);
  return { search: searchParams.get('query') ?? '', page: Math.max(1, Number(searchParams.get('page') ?? 1) || 1) };
}

export function ordersPage(devstore: Devstore, query: Query): Markup {
  const found = devstore.store.orders
    .all()
    .filter((order) => matches(query, order.name, order.email))
    .reverse();
  const rows = pageOf(found, query).map(
    (order) =>
      html`<tr>
        <td><a href="/admin/orders/${order.id}">${order.name}</a></td>
        <td class="soft">${when(devstore, order.processedAt)}</td>
        <td>${order.email ?? '—'}</td>
        <td class="num">${written(order.totals.total, order.currency)}</td>
        <td>${orderState(order)}</td>
      </tr>`,
  );
  return listPage(
    devstore,
    'orders',
    'Orders',
    ['Order', 'Date', 'Customer', 'Total', 'Payment'],
    rows,
    found.length,
    query,
  );
}

export function customersPage(devstore: Devstore, query: Query): Markup {
  const found = devstore.store.customers
    .all()
    .filter((customer) => matches(query, customer.email, `${customer.firstName} ${customer.lastName}`))
    .reverse();
  const rows = pageOf(found, query).map((customer) => {
    const orders = devstore.store.orders.ofCustomer(customer.id);
    return html`<tr>
      <td><a href="/admin/customers/${customer.id}">${customer.firstName} ${customer.lastName}</a></td>
      <td>${customer.email ?? '—'}</td>
      <td>${consentPill(customer.emailConsent.state)}</td>
      <td class="num">${orders.length}</td>
      <td class="num">
        ${written(orders.reduce((sum, order) => sum + Number(order.totals.total), 0).toFixed(2), devstore.store.shop.currency)}
      </td>
    </tr>`;
  });
  return listPage(
    devstore,
    'customers',
    'Customers',
    ['Customer', 'E-mail', 'E-mail marketing', 'Orders', 'Spent'],
    rows,
    found.length,
    query,
  );
}

export function productsPage(devstore: Devstore, query: Query): Markup {
  const found = devstore.store.products.all().filter((product) => matches(query, product.title, product.vendor));
  const rows = pageOf(found, query).map(
    (product) =>
      html`<tr>
        <td>
          <img src="${product.picture.src}" alt="" loading="lazy" /><a
            href="/products/${product.handle}"
            target="_blank"
            >${product.title}</a
          >
        </td>
        <td>
          ${product.status === 'active' ? html`<span class="pill good">Active</span>` : html`<span class="pill">${product.status}</span>`}
        </td>
        <td class="num">${product.variants.reduce((sum, variant) => sum + variant.inventoryQuantity, 0)} in stock</td>
        <td>${product.productType}</td>
        <td>${product.vendor}</td>
      </tr>`,
  );
  return listPage(
    devstore,
    'products',
    'Products',
    ['Product', 'Status', 'Inventory', 'Type', 'Vendor'],
    rows,
    found.length,
    query,
  );
}

function listPage(
  devstore: Devstore,
  place: 'orders' | 'customers' | 'products',
  title: string,
  heads: string[],
  rows: Markup[],
  total: number,
  query: Query,
): Markup {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const link = (page: number): string =>
    `/admin/${place}?${new URLSearchParams({ query: query.search, page: String(page) }).toString()}`;
  const content = html`<div class="page">
    <h1>${title}</h1>
    <div class="card">
      <form class="search" role="search">
        <input
          type="search"
          name="query"
          value="${query.search}"
          placeholder="Search"
          aria-label="Search ${title.toLowerCase()}"
        /><button class="button">Search</button>
      </form>
      ${
        rows.length
          ? html`<div class="scroll">
              <table>
                <thead>
                  <tr>
                    ${heads.map((head) => html`<th scope="col">${head}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${rows}
                </tbody>
              </table>
            </div>`
          : html`<p class="card--text soft">Nothing matches “${query.search}”.</p>`
      }
      <div class="pages">
        ${query.page > 1 ? html`<a class="button" href="${link(query.page - 1)}">Previous</a>` : ''}
        <span class="soft">${total} in all · page ${query.page} of ${pages}</span>
        ${query.page < pages ? html`<a class="button" href="${link(query.page + 1)}">Next</a>` : ''}
      </div>
    </div>
  </div>`;
  return adminPage(devstore, place, title, content);
}

function matches({ search }: Query, ...texts: (string | null)[]): boolean {
  return !search || texts.some((text) => text?.toLowerCase().includes(search.toLowerCase()));
}

function pageOf<T>(list: T[], { page }: Query): T[] {
  return list.slice((page - 1) * pageSize, page * pageSize);
}

export function when(devstore: Devstore, instant: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: devstore.store.shop.zone,
  }).format(new Date(instant));
}

export function orderState(order: Order): Markup {
  if (order.cancelledAt) return html`<span class="pill">Cancelled</span>`;
  const word = order.financialStatus.replace('_', ' ');
  return html`<span class="pill ${order.financialStatus === 'paid' ? 'good' : 'warn'}"
      >${word.charAt(0).toUpperCase() + word.slice(1)}</span
    >${order.test ? html` <span class="pill">Test</span>` : ''}`;
}

export function consentPill(state: string): Markup {
  const word = state.replace('_', ' ');
  return html`<span class="pill ${state === 'subscribed' ? 'good' : ''}"
    >${word.charAt(0).toUpperCase() + word.slice(1)}</span
  >`;
}
