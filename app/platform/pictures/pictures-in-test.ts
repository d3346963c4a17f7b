// The heads of pictures, as programs write them, for tests.
import { Buffer } from 'node:buffer';
import type { PictureType } from './picture-type.ts';

const u16 = (value: number) => [value >>> 8, value & 0xff];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const back = (bytes: number[]) => bytes.toReversed();
const text = (letters: string) => [...Buffer.from(letters)];
const u24 = (value: number) => [value & 0xff, (value >>> 8) & 0xff, value >>> 16];

/** A picture of this size as far as its head says; `jpeg` with so many bytes of a camera before it. */
export function headOf(
  type: PictureType | 'webp-lossless' | 'webp-canvas',
  width: number,
  height: number,
  before = 40,
) {
  return new Uint8Array(bytesOf(type, width, height, before));
}

function bytesOf(type: string, width: number, height: number, before: number): number[] {
  switch (type) {
    case 'png':
      return [
        0x89,
        ...text('PNG\r\n\x1a\n'),
        ...u32(13),
        ...text('IHDR'),
        ...u32(width),
        ...u32(height),
        8,
        6,
        0,
        0,
        0,
      ];
    case 'gif':
      return [...text('GIF89a'), ...back(u16(width)), ...back(u16(height)), 0, 0, 0];
    case 'jpeg':
      return [
        [0xff, 0xd8, 0xff, 0xe1, u16(before + 2), Array<number>(before).fill(0x41)],
        [0xff, 0xff, 0xc2, u16(17), 8, u16(height), u16(width), 3],
      ].flat(2);
    default:
      return [...text('RIFF'), ...u32(0), ...text('WEBP'), ...webp(type, width, height)];
  }
}

function webp(type: string, width: number, height: number): number[] {
  if (type === 'webp')
    return [...text('VP8 '), ...u32(0), 0, 0, 0, 0x9d, 0x01, 0x2a, ...back(u16(width)), ...back(u16(height))];
  if (type === 'webp-lossless')
    return [...text('VP8L'), ...u32(0), 0x2f, ...back(u32(((width - 1) | ((height - 1) << 14)) >>> 0))];
  return [...text('VP8X'), ...u32(0), 0, 0, 0, 0, ...u24(width - 1), ...u24(height - 1)];
}
