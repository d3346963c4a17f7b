import { pictureTypeOf, saysAt } from './picture-type.ts';

export interface PictureSize {
  width: number;
  height: number;
}

/**
 * How large a picture is, by its head; nothing of it is drawn. Null when its head does not say so, or is not whole.
 * @see https://www.w3.org/TR/png-3/#11IHDR https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.2.2) https://developers.google.com/speed/webp/docs/riff_container
 */
export function pictureSizeOf(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = read(bytes, view);
    return size && size.width > 0 && size.height > 0 ? size : null;
  } catch (error) {
    // it ends where there should be more
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function read(bytes: Uint8Array, view: DataView): PictureSize | null {
  switch (pictureTypeOf(bytes)) {
    case 'png':
      return saysAt(bytes, 12, 'IHDR') ? { width: view.getUint32(16), height: view.getUint32(20) } : null;
    case 'gif':
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    case 'webp':
      return webp(bytes, view);
    case 'jpeg':
      return jpeg(view);
    default:
      return null;
  }
}

function webp(bytes: Uint8Array, view: DataView): PictureSize | null {
  // one frame with loss, one without, or a canvas for more
  if (saysAt(bytes, 12, 'VP8 '))
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (saysAt(bytes, 12, 'VP8L')) {
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (!saysAt(bytes, 12, 'VP8X')) return null;
  const threeBytes = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { width: threeBytes(24) + 1, height: threeBytes(27) + 1 };
}

/** From marker to marker up to the head of the frame; what a camera wrote before it may be long. */
function jpeg(view: DataView): PictureSize | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // a marker may be filled up with any number of these
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // the picture itself begins, or has ended
    else if (marker === 0xda || marker === 0xd9) return null;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** SOF0 to SOF15, without the tables that stand among their numbers. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
