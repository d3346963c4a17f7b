/** The kinds of pictures that mail programs, networks and Shopify all take. No drawings with scripts in them: SVG is not among these. */
export const PICTURE_TYPES = ['png', 'jpeg', 'gif', 'webp'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/** By what the bytes begin with: what a file, or its server, is called may be anything. Null: it is none of these. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  if (begins(bytes, PNG)) return 'png';
  if (begins(bytes, JPEG)) return 'jpeg';
  if (saysAt(bytes, 0, 'GIF87a') || saysAt(bytes, 0, 'GIF89a')) return 'gif';
  if (saysAt(bytes, 0, 'RIFF') && saysAt(bytes, 8, 'WEBP')) return 'webp';
  return null;
}

const begins = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, index) => bytes[index] === byte);

/** Whether these letters stand there. */
export const saysAt = (bytes: Uint8Array, at: number, letters: string) =>
  [...letters].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
