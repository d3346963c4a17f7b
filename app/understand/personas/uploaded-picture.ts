// A picture that a merchant gives a persona. It is kept in the persona's own row as a data address: it is small, so it goes
// wherever the row goes, into back-ups too, and no address leads to it without the page that shows it.
import { z } from 'zod';
import { pictureTypeOf } from '../../platform/pictures/picture-type.ts';

/** Sides of the square that a page makes of a picture before it sends it. */
export const PICTURE_SIDE = 192;
export const MOST_BYTES = 64 * 1024;

const DATA = /^data:image\/(png|jpeg|webp);base64,([A-Za-z0-9+/]+={0,2})$/;

/** What it says it is and what it is are the same, and it is no larger than it may be. */
export function isPicture(address: string): boolean {
  const [, type, text] = DATA.exec(address) ?? [];
  if (type === undefined || text === undefined || text.length % 4 !== 0) return false;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return bytes.length <= MOST_BYTES && pictureTypeOf(bytes) === type;
}

export const uploadedPicture = z
  .string()
  .max(MOST_BYTES * 1.5)
  .refine(isPicture);
