import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { Devstore } from '../devstore.ts';
import { when } from './list-pages.ts';
import { tablePage } from './table-page.ts';

/** The admin's plain tables: discounts, marketing, and what Shopify Flow was told. */
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
    const heads = ['Discount', 'Code', 'Value', 'Status', 'Used'];
    return c.html(tablePage(devstore, { place: 'discounts', title: 'Discounts', heads, rows }));
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
    const heads = ['Activity', 'Status', 'Days counted', 'Updated'];
    return c.html(tablePage(devstore, { place: 'marketing', title: 'Marketing', heads, rows }));
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
    const page = tablePage(devstore, {
      place: 'flow',
      title: 'Flow triggers',
      heads: ['Trigger', 'Payload', 'Received'],
      rows,
      above: html`<p class="soft">
        What ${devstore.appConfig().name} told Shopify Flow with <code>flowTriggerReceive</code>: the trigger’s handle
        and its payload, of at most 50 kB. Shopify would start the merchant’s workflows now; here nothing runs on it.
        <a href="https://shopify.dev/docs/apps/build/flow/triggers">How triggers work</a>
      </p>`,
      none: 'Flow has been told nothing yet.',
    });
    return c.html(page);
  });
}
