import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { onlyLocal } from '../control/only-local.ts';
import type { Devstore } from '../devstore.ts';
import { BadSegmentQuery } from '../shop/segments/segment-query.ts';
import { SegmentFilterNotSimulated } from '../shop/segments/evaluate-segment.ts';
import { when } from './list-pages.ts';
import type { Markup } from './shell.ts';
import { tablePage } from './table-page.ts';

const TARGET = 'https://shopify.dev/docs/api/admin-extensions/latest/targets';
/** Those with which a new shop begins. */
const SUGGESTED: [name: string, query: string][] = [
  ['Customers who have purchased at least once', 'number_of_orders > 0'],
  ['Email subscribers', "email_subscription_status = 'SUBSCRIBED'"],
  ['Customers who have purchased more than once', 'number_of_orders > 1'],
  ["Customers who haven't purchased", 'number_of_orders = 0'],
];

/** The merchant's segments, and the action that an app adds to a segment's page. */
export function registerSegmentPages(app: Hono, devstore: Devstore): void {
  const { segments } = devstore.store;
  const name = devstore.appConfig().name;

  const list = (c: Context, problem = '', status: 200 | 400 = 200) => {
    const rows = segments
      .all()
      .map((one) => [
        html`<a href="/admin/customers/segments/${one.id}">${one.name}</a>`,
        html`<code>${one.query}</code>`,
        String(segments.members(one.query).length),
        when(devstore, one.updatedAt),
      ]);
    const page = tablePage(devstore, {
      place: 'segments',
      title: 'Segments',
      heads: ['Segment', 'Query', 'Customers', 'Last edited'],
      rows,
      above: html`<p class="soft">
          Each segment’s page has the action “Use in ${name}”: it stands for the extension target
          <a href="${TARGET}">admin.customer-segment-details.action.render</a> and opens the app with the segment’s id.
        </p>
        ${newSegment(problem)}`,
      none: 'No segment yet. Create one above, or let the app create one.',
    });
    return c.html(page, status);
  };

  app.get('/admin/customers/segments', (c) => list(c));

  app.post('/admin/customers/segments', onlyLocal, async (c) => {
    const form = await c.req.parseBody();
    const [title, query] = [String(form['name'] ?? '').trim(), String(form['query'] ?? '').trim()];
    if (!title) return list(c, 'Give the segment a name.', 400);
    try {
      return c.redirect(`/admin/customers/segments/${segments.create(title, query).id}`, 303);
    } catch (error) {
      if (error instanceof BadSegmentQuery || error instanceof SegmentFilterNotSimulated)
        return list(c, error.message, 400);
      throw error;
    }
  });

  app.get('/admin/customers/segments/:id', (c) => {
    const segment = segments.get(c.req.param('id'));
    if (!segment) return c.redirect('/admin/customers/segments');
    const members = segments.members(segment.query);
    const rows = members
      .slice(0, 100)
      .map((one) => [
        html`<a href="/admin/customers/${one.id}">${one.firstName} ${one.lastName}</a>`,
        one.email ?? '—',
        one.emailConsent.state.replace('_', ' '),
      ]);
    const action = `/admin/apps/sandmill/app?segment=${encodeURIComponent(`gid://shopify/Segment/${segment.id}`)}`;
    const page = tablePage(devstore, {
      place: 'segments',
      title: segment.name,
      heads: ['Customer', 'E-mail', 'E-mail marketing'],
      rows,
      above: html`<p><code>${segment.query}</code> <span class="soft">${members.length} customers</span></p>
        <p><a class="button primary" href="${action}">Use in ${name}</a></p>`,
      none: 'Nobody is in this segment.',
    });
    return c.html(page);
  });
}

function newSegment(problem: string): Markup {
  return html`<form class="card card--text new" method="post" action="/admin/customers/segments">
    <label>Name <input type="search" name="name" list="names" autocomplete="off" required /></label>
    <label
      >Query
      <input type="search" name="query" list="queries" placeholder="number_of_orders > 1" autocomplete="off" required
    /></label>
    <button class="button primary">Create segment</button>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
    <datalist id="names">${SUGGESTED.map(([title]) => html`<option value="${title}"></option>`)}</datalist>
    <datalist id="queries">
      ${SUGGESTED.map(([title, query]) => html`<option value="${query}">${title}</option>`)}
    </datalist>
  </form>`;
}
