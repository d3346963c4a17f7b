import { z } from 'zod';

const name = z.string().min(1).max(200);
const price = z.number().int().min(0).max(1e12);

/** Which products: all that is said must be true of one. */
export const productFilter = z
  .strictObject({
    products: z.array(z.string().min(1).max(40)).min(1).max(200).exactOptional(),
    collection: z.string().min(1).max(40).exactOptional(),
    /** as it is written in Shopify */
    tag: name.exactOptional(),
    vendor: name.exactOptional(),
    productType: name.exactOptional(),
    /** minor units; of what was bought the price paid, else the product's */
    atLeast: price.exactOptional(),
    atMost: price.exactOptional(),
  })
  .refine((filter) => Object.keys(filter).length > 0, { message: 'say which products' });

export type ProductFilter = z.infer<typeof productFilter>;

export const DEEDS = ['bought', 'viewed', 'added'] as const;
export type Deed = (typeof DEEDS)[number];

/** What the pixel tells of a deed. */
export const SEEN_KIND = { viewed: 'product.viewed', added: 'product.added' } as const;

/** How many pieces somebody bought, or how often somebody looked at such products or put them into a cart. */
export interface NeededProducts {
  did: Deed;
  which: ProductFilter;
  windowDays?: number;
  from?: string;
  to?: string;
  /** instead of how many: when for the first time */
  measure?: 'first';
}

/** Names what is asked for: two leaves that need the same have the same key. */
export function productsKey({ did, which, windowDays, from, to, measure }: NeededProducts): string {
  const { products, collection, tag, vendor, productType, atLeast, atMost } = which;
  const asked = [did, products, collection, tag, vendor, productType, atLeast, atMost, windowDays, from, to, measure];
  return JSON.stringify(asked.map((each) => each ?? null));
}
