import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bundled } from '../browser/browser-script.ts';
import type { FromSandbox, PixelEventMessage, ToSandbox } from './messages.ts';

/** The sandbox's script with a pixel behind it, in a context that has a worker's globals and nothing of a page. */
async function startSandbox(pixel: string) {
  const said: FromSandbox[] = [];
  const heard: unknown[] = [];
  const listeners: ((event: { data: ToSandbox }) => void)[] = [];
  const context = vm.createContext({
    postMessage: (message: FromSandbox) => said.push(message),
    heard,
    addEventListener: (_: string, listener: (event: { data: ToSandbox }) => void) => listeners.push(listener),
    setTimeout,
    console,
    Promise,
  });
  vm.runInContext(`${await bundled('pixel/browser/sandbox.ts')}\n${pixel}`, context);
  const tell = (data: ToSandbox): void => listeners.forEach((listener) => listener({ data }));
  const privacy = {
    analyticsProcessingAllowed: true,
    marketingAllowed: false,
    preferencesProcessingAllowed: false,
    saleOfDataAllowed: false,
  };
  tell({ kind: 'start', settings: { accountID: 'k' }, init: { context: {} }, privacy });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await setImmediate();
  };
  await until(() => said.some(({ kind }) => kind === 'started'));
  return { said, heard, tell, until, privacy };
}

const event = (name: string, seq: number): PixelEventMessage => ({
  id: `sh-${seq}`,
  name,
  seq,
  type: 'standard',
  timestamp: '2026-01-01T00:00:00.000Z',
  clientId: 'c',
  context: {},
  data: {},
});

describe('the pixel sandbox', () => {
  it('delivers events in their order, to each name and to all standard ones', async () => {
    const { heard, tell, until } = await startSandbox(`
      shopify.extend('WebPixel::Render', ({ analytics, settings }) => {
        analytics.subscribe('product_viewed', (event) => heard.push(settings.accountID + ' one ' + event.name));
        analytics.subscribe('all_standard_events', (event) => heard.push(event.seq + ' ' + event.name));
      });`);
    ['page_viewed', 'product_viewed', 'product_added_to_cart'].forEach((name, index) =>
      tell({ kind: 'event', event: event(name, index + 1) }),
    );
    await until(() => heard.length === 4);
    expect(heard.filter((text) => /^\d/.test(String(text)))).toEqual([
      '1 page_viewed',
      '2 product_viewed',
      '3 product_added_to_cart',
    ]);
    expect(heard).toContain('k one product_viewed');
  });

  it('asks the page for cookies, which it cannot reach itself', async () => {
    const { said, heard, tell, until } = await startSandbox(`
      shopify.extend('WebPixel::Render', async ({ browser }) => {
        heard.push(typeof document, typeof localStorage);
        await browser.cookie.set('visitor', 'v');
        heard.push(await browser.cookie.get('visitor'));
      });`);
    const calls = () => said.filter((message) => message.kind === 'call');
    await until(() => calls().length === 1);
    expect(calls()[0]).toMatchObject({ api: 'cookie.set', args: ['visitor', 'v'] });
    tell({ kind: 'answer', id: calls()[0]!.id, value: 'visitor=v' });
    await until(() => calls().length === 2);
    tell({ kind: 'answer', id: calls()[1]!.id, value: 'v' });
    await until(() => heard.length === 3);
    expect(heard).toEqual(['undefined', 'undefined', 'v']);
  });

  it('tells of a change of consent', async () => {
    const { heard, tell, until, privacy } = await startSandbox(`
      shopify.extend('WebPixel::Render', ({ customerPrivacy, init }) => {
        heard.push(init.customerPrivacy.marketingAllowed);
        customerPrivacy.subscribe('visitorConsentCollected', (event) => heard.push(event.customerPrivacy.marketingAllowed));
      });`);
    tell({ kind: 'privacy', privacy: { ...privacy, marketingAllowed: true } });
    await until(() => heard.length === 2);
    expect(heard).toEqual([false, true]);
  });

  it('knows no other extension point', async () => {
    await expect(startSandbox("shopify.extend('Checkout::Else', () => {});")).rejects.toThrow(
      'Unknown extension point',
    );
  });
});
