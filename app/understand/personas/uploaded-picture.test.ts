import { describe, expect, it } from 'vitest';
import { isPicture, MOST_BYTES } from './uploaded-picture.ts';

const address = (type: string, bytes: Buffer) => `data:image/${type};base64,${bytes.toString('base64')}`;
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20)]);

describe("a persona's own picture", () => {
  it.each([
    ['png', png],
    ['jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['webp', Buffer.from('RIFF\n\0\0\0WEBPVP8 ')],
  ])('may be %s', (type, bytes) => {
    expect(isPicture(address(type, bytes))).toBe(true);
  });

  it.each([
    ['a drawing, which may hold scripts', address('svg+xml', Buffer.from('<svg onload="x()"/>'))],
    ['something else under the name of a picture', address('png', Buffer.from('<script>x()</script>'))],
    ['of another type than it says', address('jpeg', png)],
    ['too large', address('png', Buffer.concat([png, Buffer.alloc(MOST_BYTES)]))],
    ['a page', 'data:text/html;base64,PGI+'],
    ['text that is no base64', 'data:image/png;base64,"><script>'],
  ])('is not %s', (_what, given) => {
    expect(isPicture(given)).toBe(false);
  });
});
