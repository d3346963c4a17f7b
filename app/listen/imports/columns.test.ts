import { describe, expect, it } from 'vitest';
import { BadLine } from './bad-line.ts';
import { amountIn } from './columns.ts';

const read = (text: string, currency = 'EUR') => amountIn(text, 'total', currency);

describe('an amount in a file', () => {
  it('may have a decimal point or a decimal comma', () => {
    expect(['12.5', '12,5', '1234.56', '1234,56', '1.234,56', '1.234.567,89', '7'].map((text) => read(text))).toEqual([
      1250, 1250, 123456, 123456, 123456, 123456789, 700,
    ]);
  });

  it.each(['1,234', '1,234.56', '1.23,45', '12,', ',5', '1 234,56', '€ 5', '-5', ''])(
    'is never guessed: %o',
    (text) => {
      expect(() => read(text)).toThrow(BadLine);
    },
  );
});
