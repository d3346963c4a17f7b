import type { ShopStore } from '../../shop/store.ts';
import { shopTime } from './values.ts';

/** What a payload needs beside the thing that it describes. */
export interface PayloadContext {
  store: ShopStore;
  /** The storefront's address, for links and pictures. */
  origin: string;
}

export function timeIn({ store }: PayloadContext) {
  return (iso: string) => shopTime(iso, store.shop.zone);
}
