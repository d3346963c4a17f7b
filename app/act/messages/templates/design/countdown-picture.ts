// A countdown as a picture: what is left, in boxes, drawn dot by dot. No font is read and nothing is kept.
import { crc32, deflateSync } from 'node:zlib';
import { contrast, mix } from './colours.ts';

/** Five dots wide, seven high; a row is five bits. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '0': [14, 17, 19, 21, 25, 17, 14],
  '1': [4, 12, 4, 4, 4, 4, 14],
  '2': [14, 17, 1, 2, 4, 8, 31],
  '3': [31, 2, 4, 2, 1, 17, 14],
  '4': [2, 6, 10, 18, 31, 2, 2],
  '5': [31, 16, 30, 1, 1, 17, 14],
  '6': [6, 8, 16, 30, 17, 17, 14],
  '7': [31, 1, 2, 4, 8, 8, 8],
  '8': [14, 17, 17, 14, 17, 17, 14],
  '9': [14, 17, 17, 15, 1, 2, 12],
  D: [28, 18, 17, 17, 17, 18, 28],
  G: [14, 17, 16, 23, 17, 17, 15],
  H: [17, 17, 17, 31, 17, 17, 17],
  M: [17, 27, 21, 21, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
};

const WIDTH = 960;
const HEIGHT = 240;
const BOX = 300;
const GAP = 30;

/** Two digits under each of three letters: days, hours and minutes in the mail's language. */
const LETTERS = { en: ['D', 'H', 'M'], it: ['G', 'O', 'M'] } as const;

/**
 * @param leftMs what is left; nothing is left below zero
 * @param ground the colour that it stands on
 * @returns a PNG, twice as large as it is shown
 */
export function countdownPicture(leftMs: number, locale: 'en' | 'it', ground = '#ffffff'): Buffer {
  const minutes = Math.max(0, Math.floor(leftMs / 60_000));
  const numbers = [Math.min(99, Math.floor(minutes / 1440)), Math.floor(minutes / 60) % 24, minutes % 60];
  const ink = contrast('#22262b', ground) >= contrast('#ffffff', ground) ? '#22262b' : '#ffffff';
  // four colours are enough, and a palette keeps the picture under two kilobytes
  const palette = [ground, mix(ground, ink, 0.08), ink, mix(ground, ink, 0.65)];
  const dots = new Uint8Array(WIDTH * HEIGHT);
  const fill = (left: number, top: number, width: number, height: number, colour: number) => {
    for (let y = top; y < top + height; y++) dots.fill(colour, y * WIDTH + left, y * WIDTH + left + width);
  };
  const draw = (glyph: string, left: number, top: number, size: number, colour: number) => {
    for (const [row, bits] of (GLYPHS[glyph] ?? []).entries()) {
      for (let column = 0; column < 5; column++) {
        if (bits & (16 >> column)) fill(left + column * size, top + row * size, size, size, colour);
      }
    }
  };
  for (const [index, number] of numbers.entries()) {
    const left = index * (BOX + GAP);
    fill(left, 0, BOX, HEIGHT, 1);
    const digits = String(number).padStart(2, '0');
    for (const [place, digit] of [...digits].entries()) draw(digit, left + 60 + place * 100, 34, 16, 2);
    draw(LETTERS[locale][index] ?? '', left + BOX / 2 - 12, 178, 5, 3);
  }
  return png(dots, palette);
}

/** PNG with a palette (https://www.w3.org/TR/png-3/#11PLTE). */
function png(dots: Uint8Array, palette: readonly string[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const lines = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) lines.set(dots.subarray(y * WIDTH, (y + 1) * WIDTH), y * (WIDTH + 1) + 1);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.map((colour) => colour.slice(1)).join(''), 'hex')),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}
