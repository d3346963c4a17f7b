import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { when } from './list-pages.ts';
import { adminPage, type Markup, type Place } from './shell.ts';

/** The admin's plain tables: discounts, customer segments, marketing, and what Shopify Flow was told. */
export function registerRecordPages(app: Hono, devstore: Devstore): void {
  const { store } = devstore;

  app.get('/admin/discounts', (c) => {
    const rows = store.discounts
      .all()
      .map((one) => [
        html`<strong>${one.title}</strong>`,
        one.codes.length === 1 ? (one.codes[0]?.code ?? '') : `${one.codes.length} codes`,
        one.value.kind === 'percentage' ? `${Math.round(one.value.percentage * 100)} %` : one.value.amount,
        store.discounts.status(one).toLowerCase(),
        String(one.codes.reduce((sum, code) => sum + code.uses, 0)),
      ]);
    return c.html(tablePage(devstore, 'discounts', 'Discounts', ['Discount', 'Code', 'Value', 'Status', 'Used'], rows));
  });

  app.get('/admin/customers/segments', (c) => {
    const rows = store.segments
      .all()
      .map((one) => [
        html`<a href="/admin/customers/segments/${one.id}">${one.name}</a>`,
        html`<code>${one.query}</code>`,
        String(store.segments.members(one.query).length),
        when(devstore, one.updatedAt),
      ]);
    return c.html(tablePage(devstore, 'segments', 'Segments', ['Segment', 'Query', 'Customers', 'Last edited'], rows));
  });

  app.get('/admin/customers/segments/:id', (c) => {
    const segment = store.segments.get(c.req.param('id'));
    if (!segment) return c.redirect('/admin/customers/segments');
    const members = store.segments.members(segment.query);
    const rows = members
      .slice(0, 100)
      .map((one) => [
        html`<a href="/admin/customers/${one.id}">${one.firstName} ${one.lastName}</a>`,
        one.email ?? '—',
        one.emailConsent.state.replace('_', ' '),
      ]);
    // Stands for the extension target admin.customer-segment-details.action.render.
    const action = `/admin/apps/sandmill/app?segment=${encodeURIComponent(`gid://shopify/Segment/${segment.id}`)}`;
    const head = html`<p><code>${segment.query}</code> <span class="soft">${members.length} customers</span></p>
      <p><a class="button" href="${action}">Use in ${devstore.appConfig().name}</a></p>`;
    return c.html(
      tablePage(devstore, 'segments', segment.name, ['Customer', 'E-mail', 'E-mail marketing'], rows, head),
    );
  });

  app.get('/admin/marketing', (c) => {
    const rows = store.marketing
      .all()
      .map((one) => [
        html`<strong>${String(one.input['title'])}</strong>`,
        String(one.input['status']).toLowerCase(),
        String(one.engagements.length),
        when(devstore, one.updatedAt),
      ]);
    return c.html(
      tablePage(devstore, 'marketing', 'Marketing', ['Activity', 'Status', 'Days counted', 'Updated'], rows),
    );
  });

  app.get('/admin/flow', (c) => {
    const rows = store.flowTriggers
      .all()
      .reverse()
      .slice(0, 100)
      .map((one) => [
        html`<strong>${one.handle}</strong>`,
        html`<code>${JSON.stringify(one.payload)}</code>`,
        when(devstore, one.receivedAt),
      ]);
    return c.html(tablePage(devstore, 'flow', 'Flow triggers', ['Trigger', 'Payload', 'Received'], rows));
  });
}

function tablePage(
  devstore: Devstore,
  place: Place,
  title: string,
  heads: string[],
  rows: (string | Markup)[][],
  above: Markup | string = '',
): Markup {
  const content = html`<div class="page">
    <h1>${title}</h1>
    ${above}
    <div class="card scroll">
      ${
        rows.length
          ? html`<table>
              <thead>
                <tr>
                  ${heads.map((head) => html`<th scope="col">${head}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows.map(
                  (row) =>
                    html`<tr>
                      ${row.map((cell) => html`<td>${cell}</td>`)}
                    </tr>`,
                )}
              </tbody>
            </table>`
          : html`<p class="card--text soft">Nothing here yet. The app makes these through the Admin API.</p>`
      }
    </div>
  </div>`;
  return adminPage(devstore, place, title, content);
}
