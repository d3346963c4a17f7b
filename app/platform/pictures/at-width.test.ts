import { describe, expect, it } from 'vitest';
import { atWidth } from './at-width.ts';

const FILE = 'https://cdn.shopify.com/s/files/1/0001/files/leaves.jpg';

describe('a picture that is shown small', () => {
  it.each([
    [`${FILE}?v=1`, `${FILE}?v=1&width=1200`],
    [FILE, `${FILE}?width=1200`],
    [`${FILE}?width=4000`, `${FILE}?width=1200`],
    ['https://shop.example/cdn/shop/files/a.png?v=2', 'https://shop.example/cdn/shop/files/a.png?v=2&width=1200'],
  ])('is asked of Shopify no larger: %s', (address, asked) => expect(atWidth(address, 1200)).toBe(asked));

  it.each([
    `${FILE}?width=300`,
    'https://pictures.example/a.jpg',
    'https://cdn.shopify.com.example/a.jpg',
    'https://cdn.shopify.com/{{ contact.city }}.jpg',
    '{{ product.picture }}',
    'leaves.jpg',
    '',
  ])('is left as it is elsewhere: %s', (address) => expect(atWidth(address, 1200)).toBe(address));
});
