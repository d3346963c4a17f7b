// Shopify's own sample payloads, where they lie beside the repository; otherwise this is skipped and says so.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDelivery } from './read-delivery.ts';
import { Refused } from './refused.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/reference/webhooks/samples');
const there = existsSync(FOLDER);

const HANDLED = [
  'carts/create',
  'carts/update',
  'checkouts/create',
  'checkouts/update',
  'orders/create',
  'orders/updated',
  'orders/paid',
  'orders/cancelled',
  'refunds/create',
  'customers/create',
  'customers/update',
  'products/create',
  'products/update',
  'products/delete',
  'app/uninstalled',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
];

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
    const { heard, uninstalledAt, compliance } = readDelivery(delivery(topic, payload), shop);
    const entities = Object.values(heard).flat();
    expect(entities.length > 0 || uninstalledAt !== undefined || compliance !== undefined).toBe(true);
    for (const fact of heard.facts ?? []) expect(Number.isSafeInteger(fact.occurredAt), fact.id).toBe(true);
  });

  it.each(samples.filter(([topic]) => !HANDLED.includes(topic)))('%s is refused by name', (topic, payload) => {
    expect(() => readDelivery(delivery(topic, payload), shop)).toThrow(new Refused(`topic ${topic} is not handled`));
  });

  it('each handled topic has a sample', () => {
    expect(samples.map(([topic]) => topic)).toEqual(expect.arrayContaining(HANDLED));
  });
});
