// Which pictures Shopify keeps, read alike in the browser, before anything leaves it, and on the server.
import { pictureSizeOf } from './picture-size.ts';
import { pictureTypeOf } from './picture-type.ts';

/** https://help.shopify.com/manual/online-store/images/image-sizes */
export const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_PIXELS = 20_000_000;
/** So much of a picture is looked at: enough for what cameras write before its size. */
export const HEAD_BYTES = 512 * 1024;

export type Untakeable = 'empty' | 'too_large' | 'no_picture' | 'too_many_pixels';

/**
 * Why Shopify would not keep it; null when nothing speaks against it. A head that does not say its size is left to Shopify.
 * @param head the first bytes, HEAD_BYTES of them or all there are
 * @param bytes of the whole file
 */
export function whyUntakeable(head: Uint8Array, bytes: number): Untakeable | null {
  if (bytes === 0) return 'empty';
  if (bytes > MOST_BYTES) return 'too_large';
  if (pictureTypeOf(head) === null) return 'no_picture';
  const size = pictureSizeOf(head);
  return size && size.width * size.height > MOST_PIXELS ? 'too_many_pixels' : null;
}
