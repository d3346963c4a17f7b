import { describe, expect, it } from 'vitest';
import { readAddresses } from './addresses.ts';

describe('pasted addresses', () => {
  it.each([
    ['a column', 'ada@x.test\nbob@x.test\r\n\n', ['ada@x.test', 'bob@x.test'], []],
    ['a list', 'ada@x.test, bob@x.test; Cleo@X.test', ['ada@x.test', 'bob@x.test', 'cleo@x.test'], []],
    [
      'names beside them',
      '"Lovelace, Ada" <ada@x.test>\nBob (home) bob@x.test',
      ['ada@x.test', 'bob@x.test'],
      ['"Lovelace'],
    ],
    ['spaces between', 'ada@x.test bob@x.test', ['ada@x.test', 'bob@x.test'], []],
    ['the same twice', 'ada@x.test\nADA@x.test', ['ada@x.test'], []],
    ['what is none', 'ada@x.test\nada at home\n@x.test', ['ada@x.test'], ['ada at home', '@x.test']],
  ])('%s', (_name, text, addresses, notAddresses) => {
    expect(readAddresses(text)).toEqual({ addresses, notAddresses });
  });
});
