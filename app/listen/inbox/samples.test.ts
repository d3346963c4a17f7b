// Shopify's own sample payloads, where they lie beside the repository; otherwise this is skipped and says so.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDelivery } from './read-delivery.ts';
import { Refused } from './refused.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/reference/webhooks/samples');
const there = existsSync(FOLDER);

const HANDLED = [
  'app/scopes_update',
  'bulk_operations/finish',
  'carts/create',
  'carts/update',
  'checkouts/create',
  'checkouts/delete',
  'checkouts/update',
  'collections/update',
  'customers/create',
  'customers/delete',
  'customers/merge',
  'customers/update',
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  'orders/cancelled',
  'orders/create',
  'orders/delete',
  'orders/edited',
  'orders/paid',
  'orders/updated',
  'products/create',
  'products/update',
  'products/delete',
  'refunds/create',
  'shop/update',
  'app/uninstalled',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
  'customer.tags_added',
];

/** Their samples say nothing that we do not know: consent never given, a merge that failed, an edit that is told whole later. */
const SILENT = new Set([
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  'customers/merge',
  'orders/edited',
]);

/** Its sample is empty. */
const LACKING = 'inventory_levels/update';

const samples = there
  ? readdirSync(FOLDER).map((file) => {
      const sample = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { name: string; response: unknown };
      return [sample.name, JSON.stringify(sample.response)] as const;
    })
  : [];

const shop = { currency: 'USD', uninstalledAt: null };
const delivery = (topic: string, payload: string) => ({ id: 'w', topic, payload, triggered_at: 1, received_at: 2 });

if (!there) console.info('skipped: no sample payloads beside the repository (../shared/reference/webhooks/samples)');

describe.skipIf(!there)('every sample payload', () => {
  it.each(samples.filter(([topic]) => HANDLED.includes(topic)))('%s is read', (topic, payload) => {
    const { heard, ...besides } = readDelivery(delivery(topic, payload), shop);
    const told = [...Object.values(heard).flat(), ...Object.values(besides)].filter((one) => one !== undefined);
    expect(told.length > 0).toBe(!SILENT.has(topic));
    for (const fact of heard.facts ?? []) expect(Number.isSafeInteger(fact.occurredAt), fact.id).toBe(true);
  });

  it('without what is needed is refused by the name of it', () => {
    const payload = samples.find(([topic]) => topic === LACKING)?.[1] ?? '';
    expect(() => readDelivery(delivery(LACKING, payload), shop)).toThrow(
      /^inventory_levels\/update: inventory_item_id/,
    );
  });

  const others = samples.filter(([topic]) => !HANDLED.includes(topic) && topic !== LACKING);
  it.each(others)('%s is refused by name', (topic, payload) => {
    expect(() => readDelivery(delivery(topic, payload), shop)).toThrow(new Refused(`topic ${topic} is not handled`));
  });

  it('each handled topic has a sample', () => {
    expect(samples.map(([topic]) => topic)).toEqual(expect.arrayContaining(HANDLED));
  });
});
