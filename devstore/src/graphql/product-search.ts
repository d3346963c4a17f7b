import type { Product } from '../shop/types.ts';
import type { SearchFields } from './search-query.ts';

/** By what products can be searched for. */
export const PRODUCT_SEARCH: SearchFields<Product> = {
  id: (product) => product.id,
  handle: (product) => product.handle,
  title: (product) => product.title,
  status: (product) => product.status,
  vendor: (product) => product.vendor,
  tag: (product) => product.tags,
  product_type: (product) => product.productType,
  created_at: (product) => product.createdAt,
  updated_at: (product) => product.updatedAt,
};
