// A countdown as a picture: what is left, in boxes, drawn with strokes. No font is read and nothing is kept.
import { crc32, deflateSync } from 'node:zlib';
import { contrast, mix } from './colours.ts';

type Point = readonly [number, number];

/** Lines with round ends, in a box of one by one. */
const SIX = '9,1 7,0 3,0 0,3 0,7.5 2.5,10 7.5,10 10,8 10,6 7.5,4.2 2.5,4.2 0,6';
const RING = '0,2.5 2.5,0 7.5,0 10,2.5 10,7.5 7.5,10 2.5,10 0,7.5 0,2.5';
const GLYPHS: Readonly<Record<string, string>> = {
  '0': RING,
  '1': '2,2 5.5,0 5.5,10',
  '2': '0,2.5 2.5,0 7.5,0 10,2.5 10,4 0,10 10,10',
  '3': '0,1.2 2.5,0 7.5,0 10,2 10,3.2 7.5,4.8 4,4.8|7.5,4.8 10,6.4 10,8 7.5,10 2.5,10 0,8.8',
  '4': '7.5,10 7.5,0 0,6.8 10,6.8',
  '5': '9,0 1.5,0 .8,4.5 3,3.8 7,3.8 10,5.8 10,8 7.5,10 2.5,10 0,8.8',
  '6': SIX,
  '7': '0,0 10,0 4,10',
  '8': '2,4.7 .4,3 .4,1.8 2.5,0 7.5,0 9.6,1.8 9.6,3 8,4.7 2,4.7 0,6.5 0,8.2 2.5,10 7.5,10 10,8.2 10,6.5 8,4.7',
  '9': SIX.replace(/[\d.]+/g, (part) => String(10 - Number(part))),
  D: '0,0 0,10 6,10 10,7 10,3 6,0 0,0',
  G: '10,2 7.5,0 2.5,0 0,2.5 0,7.5 2.5,10 7.5,10 10,7.5 10,5.5 6,5.5',
  H: '0,0 0,10|10,0 10,10|0,5 10,5',
  M: '0,10 0,0 5,5 10,0 10,10',
  O: RING,
};

const WIDTH = 960;
const HEIGHT = 240;
const BOX = 300;
const GAP = 30;
/** steps from the box to the ink, by which edges are smooth */
const SHADES = 14;
const PALE = 9;

/** Under the digits: days, hours and minutes in the mail's language. */
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
  const box = mix(ground, ink, 0.08);
  // few colours, so that the picture stays small
  const palette = [ground, ...Array.from({ length: SHADES + 1 }, (_, shade) => mix(box, ink, shade / SHADES))];
  const dots = new Uint8Array(WIDTH * HEIGHT);
  for (const [index, number] of numbers.entries()) {
    const left = index * (BOX + GAP);
    for (let y = 0; y < HEIGHT; y++) dots.fill(1, y * WIDTH + left, y * WIDTH + left + BOX);
    for (const [place, digit] of [...String(number).padStart(2, '0')].entries())
      stroke(dots, digit, { left: left + 64 + place * 104, top: 34, width: 68, height: 108, half: 8, shade: SHADES });
    const letter = LETTERS[locale][index] ?? '';
    stroke(dots, letter, { left: left + BOX / 2 - 11, top: 182, width: 22, height: 26, half: 2.5, shade: PALE });
  }
  return png(dots, palette);
}

interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
  /** half the width of a line */
  half: number;
  shade: number;
}

function stroke(dots: Uint8Array, glyph: string, { left, top, width, height, half, shade }: Place): void {
  const lines = (GLYPHS[glyph] ?? '').split('|').map((line) =>
    line.split(' ').map((point): Point => {
      const [x = 0, y = 0] = point.split(',').map(Number);
      return [left + (x / 10) * width, top + (y / 10) * height];
    }),
  );
  const edge = Math.ceil(half) + 1;
  for (let y = Math.floor(top) - edge; y <= top + height + edge; y++) {
    for (let x = Math.floor(left) - edge; x <= left + width + edge; x++) {
      const distance = Math.min(...lines.map((line) => distanceTo(line, x + 0.5, y + 0.5)));
      const covered = Math.min(1, Math.max(0, half + 0.5 - distance));
      if (covered > 0) dots[y * WIDTH + x] = 1 + Math.round(covered * shade);
    }
  }
}

function distanceTo(line: readonly Point[], x: number, y: number): number {
  let least = Infinity;
  for (let index = 1; index < line.length; index++) {
    const [ax, ay] = line[index - 1] as Point;
    const [bx, by] = line[index] as Point;
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
    const share = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)));
  }
  return least;
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
    // between the boxes the mail's own ground is seen, by day and by night
    chunk('tRNS', Buffer.from([0])),
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
