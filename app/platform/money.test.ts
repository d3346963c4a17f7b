import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyExponent, formatMoney, NotAnAmount, toMajorText, toMinor } from './money.ts';

describe('money', () => {
  it.each([
    ['12.34', 'EUR', 1234],
    ['12', 'EUR', 1200],
    ['0.1', 'USD', 10],
    ['-75.00', 'USD', -7500],
    ['1000', 'JPY', 1000],
    ['1000.00', 'JPY', 1000],
    ['1.234', 'KWD', 1234],
    ['1.005', 'EUR', 101],
    ['-1.005', 'EUR', -101],
    ['0.00', 'EUR', 0],
    [119.99, 'USD', 11999],
  ])('reads %s %s as %i minor units', (text, currency, minor) => {
    expect(toMinor(text, currency)).toBe(minor);
  });

  it.each(['', 'free', '1,50', '1e3', 'NaN', '99999999999999999', '1.2.3'])('refuses %j', (text) => {
    expect(() => toMinor(text, 'EUR')).toThrow(NotAnAmount);
  });

  it('writes what it reads, exactly, in every currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        fc.pre(minor !== 0);
        expect(toMinor(toMajorText(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it('is not confused by names that every object has', () => {
    expect(currencyExponent('constructor')).toBe(2);
    expect(currencyExponent('__proto__')).toBe(2);
  });

  it('formats for people', () => {
    expect(formatMoney(124000, 'EUR', 'en')).toBe('€1,240.00');
    expect(formatMoney(124000, 'EUR', 'it').replace(/\s/g, ' ')).toMatch(/1\.?240,00 €/);
    expect(formatMoney(1240, 'JPY', 'en')).toBe('¥1,240');
  });
});
