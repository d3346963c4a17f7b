import { describe, expect, it } from 'vitest';
import { headOf } from '../platform/pictures/pictures-in-test.ts';
import { whyNotSent } from './send-picture.ts';

const blob = (head: Uint8Array<ArrayBuffer>, bytes = 1000) => new Blob([head, new Uint8Array(bytes - head.length)]);

describe('a picture in the browser', () => {
  it('is not sent where Shopify would not keep it, or its place takes less', async () => {
    const why = async (...asked: Parameters<typeof whyNotSent>) => (await whyNotSent(...asked))?.refused ?? null;
    const png = headOf('png', 100, 100);
    expect(await why(blob(png))).toBeNull();
    expect(await why(blob(png, 21_000_000))).toBe('too_large');
    expect(await why(blob(png, 9_000_000), { bytes: 8_000_000 })).toBe('too_large');
    expect(await why(blob(png), { types: ['jpeg'] })).toBe('no_picture');
    expect(await why(blob(headOf('jpeg', 100, 100)), { types: ['jpeg'] })).toBeNull();
    expect(await why(blob(headOf('webp', 5000, 5000)))).toBe('too_many_pixels');
    expect(await why(new Blob(['<svg/>']))).toBe('no_picture');
    expect(await why(new Blob([]))).toBe('empty');
  });
});
