export interface ReadPicture {
  type: string;
  /** null for what is kept without being measured here */
  width: number | null;
  height: number | null;
}

/** Codes of `FileErrorCode`, with what its descriptions say. */
export const PICTURE_FAULTS = {
  IMAGE_PROCESSING_FAILURE: 'File could not be processed because the image could not be processed.',
  INVALID_IMAGE_FILE_SIZE: 'File could not be created because the image size is too large.',
  INVALID_IMAGE_RESOLUTION: "File could not be created because the image's resolution exceeds the max limit.",
  UNSUPPORTED_IMAGE_FILE_TYPE: 'File could not be created because the image is an unsupported file type.',
} as const;
export type PictureFault = keyof typeof PICTURE_FAULTS;

/** https://help.shopify.com/manual/online-store/images/image-sizes */
const MOST_BYTES = 20 * 1024 * 1024;
const MOST_PIXELS = 20_000_000;

/** What stands in the bytes; PNG and GIF say how large they are at the same place always, and are measured. */
export function readPicture(bytes: Buffer): ReadPicture | undefined {
  const begins = bytes.toString('latin1', 0, 16);
  if (begins.startsWith('\x89PNG')) {
    const whole = bytes.length >= 24;
    return {
      type: 'image/png',
      width: whole ? bytes.readUInt32BE(16) : null,
      height: whole ? bytes.readUInt32BE(20) : null,
    };
  }
  if (/^GIF8[79]a/.test(begins) && bytes.length >= 10) {
    return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  if (begins.startsWith('\xff\xd8\xff')) return { type: 'image/jpeg', width: null, height: null };
  if (/^RIFF[\s\S]{4}WEBP/.test(begins)) return { type: 'image/webp', width: null, height: null };
  return undefined;
}

/** Why Shopify would not make it ready. */
export function faultOf(picture: ReadPicture | undefined, bytes: number): PictureFault | null {
  if (!picture) return 'UNSUPPORTED_IMAGE_FILE_TYPE';
  if (bytes > MOST_BYTES) return 'INVALID_IMAGE_FILE_SIZE';
  return (picture.width ?? 0) * (picture.height ?? 0) > MOST_PIXELS ? 'INVALID_IMAGE_RESOLUTION' : null;
}
