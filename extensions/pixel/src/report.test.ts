import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { cleanUrl, report, type Heard } from './report.ts';

const event = (name: string, data: unknown) =>
  ({
    id: 'e1',
    name,
    clientId: 'client-0001',
    timestamp: '2026-11-21T10:00:00.000Z',
    context: {
      document: { location: { href: 'https://shop.test/search?q=jane@example.org&utm_source=mail#top' }, referrer: '' },
    },
    data,
  }) as unknown as Heard;

describe('what the pixel reports', () => {
  it('keeps the path and the campaign of an address, and nothing else', () => {
    expect(cleanUrl('https://a.test/p/x?email=jane@example.org&utm_source=news&sandmill=secret#x')).toBe(
      'https://a.test/p/x?utm_source=news',
    );
    expect(cleanUrl('')).toBe('');
    expect(cleanUrl('android-app://com.mail')).toBe('');
  });

  it('names the product that was looked at or added', () => {
    const variant = { id: '11', product: { id: '1', title: 'Mug' } };
    expect(report(event('product_viewed', { productVariant: variant })).data).toEqual({ productId: '1', title: 'Mug' });
    const line = { merchandise: variant, quantity: 2 };
    expect(report(event('product_added_to_cart', { cartLine: line })).data).toEqual({
      productId: '1',
      title: 'Mug',
      quantity: 2,
    });
    expect(report(event('product_added_to_cart', { cartLine: null })).data).toEqual({});
  });

  it('does not send a search that may name a person', () => {
    const search = (query: string) => report(event('search_submitted', { searchResult: { query } })).data;
    expect(search('blue mug')).toEqual({ query: 'blue mug' });
    expect(search('jane@example.org')).toEqual({});
    expect(search('+39 0655 12345')).toEqual({});
    expect(JSON.stringify(report(event('page_viewed', {})))).not.toContain('jane');
  });

  it('tells of downloads, forms and chats that the storefront publishes, without what may name a person', () => {
    const own = (customData: unknown) =>
      report({ ...event('sandmill:chat_used', undefined), customData } as unknown as Heard);
    expect(own({ title: 'Sizes', transcript: 'x' })).toMatchObject({
      name: 'sandmill:chat_used',
      data: { title: 'Sizes' },
    });
    for (const data of [{ title: 'jane@example.org' }, { title: 7 }, {}, null]) expect(own(data).data).toEqual({});
  });

  it('bundles into one small file', async () => {
    const { outputFiles } = await build({
      entryPoints: ['extensions/pixel/src/index.ts'],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
    });
    const [file] = outputFiles;
    expect(file?.contents.length).toBeLessThan(4096);
  });
});
