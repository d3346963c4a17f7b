import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureSizeOf } from './picture-size.ts';
import { pictureTypeOf } from './picture-type.ts';
import { headOf } from './pictures-in-test.ts';
import { MOST_BYTES, whyUntakeable } from './takeable.ts';

const KINDS = ['png', 'jpeg', 'gif', 'webp', 'webp-lossless', 'webp-canvas'] as const;
const side = fc.integer({ min: 1, max: 16_383 });

describe('a picture', () => {
  it('says by its head what it is and how large it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), side, side, fc.nat(2000), (kind, width, height, before) => {
        const head = headOf(kind, width, height, before);
        expect(pictureTypeOf(head)).toBe(kind.split('-')[0]);
        expect(pictureSizeOf(head)).toEqual({ width, height });
      }),
    );
  });

  it('of which there is less, or something else behind its beginning, has no size and breaks nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.nat(60), fc.uint8Array({ maxLength: 80 }), (kind, cut, noise) => {
        const head = headOf(kind, 300, 200);
        const broken = new Uint8Array([...head.subarray(0, cut), ...noise]);
        const size = pictureSizeOf(broken);
        if (size) expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
        if (cut < 3 && noise.length === 0) expect(size).toBeNull();
      }),
    );
  });
});

describe('what Shopify would not keep', () => {
  it.each([
    ['nothing', new Uint8Array(), 0, 'empty'],
    ['a drawing', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 41, 'no_picture'],
    ['a page that is called one', new TextEncoder().encode('<html>'), 6, 'no_picture'],
    ['more than 20 MB', headOf('png', 10, 10), MOST_BYTES + 1, 'too_large'],
    ['more than 20 megapixels', headOf('jpeg', 5000, 4001), 900_000, 'too_many_pixels'],
  ] as const)('%s', (_what, head, bytes, why) => expect(whyUntakeable(head, bytes)).toBe(why));

  it('and what it keeps: up to 20 MB and 20 megapixels, or what does not say its size', () => {
    expect(whyUntakeable(headOf('jpeg', 5000, 4000), MOST_BYTES)).toBeNull();
    expect(whyUntakeable(headOf('jpeg', 5000, 4000).subarray(0, 30), 900_000)).toBeNull();
  });
});
