// What the local Shopify tells the pixel has the shape of Shopify's own types: the compiler is the check.
import type { PixelEvents, RegisterInit } from '@shopify/web-pixels-extension';
import { expect, it } from 'vitest';
import {
  pixelCart,
  pixelCheckout,
  pixelCollection,
  pixelCustomer,
  pixelVariant,
} from '../../../devstore/src/storefront/pixel-data.ts';

type Told<F extends (...args: never[]) => unknown> = ReturnType<F>;

it('is told events of the documented shapes', () => {
  const shapes = {
    product: (told: Told<typeof pixelVariant>): PixelEvents['product_viewed']['data']['productVariant'] => told,
    collection: (told: Told<typeof pixelCollection>): PixelEvents['collection_viewed']['data']['collection'] => told,
    cart: (told: Told<typeof pixelCart>): NonNullable<PixelEvents['cart_viewed']['data']['cart']> => told,
    checkout: (told: Told<typeof pixelCheckout>): PixelEvents['checkout_completed']['data']['checkout'] => told,
    customer: (told: Told<typeof pixelCustomer>): RegisterInit['data']['customer'] => told,
  };
  expect(Object.keys(shapes)).toHaveLength(5);
});
