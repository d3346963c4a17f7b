// Money is integer minor units and a currency. Shopify writes decimal texts; they are read digit by digit, never as floats.

/** ISO 4217 minor units that are not two. A table, because ICU changes its own with its version and stored sums may not. */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...each(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...each(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...each(4, 'CLF UYW'),
};

function each(exponent: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, exponent]));
}

/** Digits after the decimal point of a currency's amounts. */
export function currencyExponent(currency: string): number {
  return Object.hasOwn(EXPONENTS, currency) ? (EXPONENTS[currency] ?? 2) : 2;
}

/** An amount that is not a plain decimal number, or is too large to be kept exactly. */
export class NotAnAmount extends Error {
  override name = 'NotAnAmount';
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/**
 * `"12.34"`, EUR → 1234. Digits beyond the currency's own are rounded half away from zero.
 * @throws NotAnAmount
 */
export function toMinor(text: string | number, currency: string): number {
  const match = DECIMAL.exec(String(text).trim());
  if (!match) throw new NotAnAmount(`"${String(text).slice(0, 40)}" is not an amount`);
  const [, sign = '', whole = '', fraction = ''] = match;
  const exponent = currencyExponent(currency);
  const digits = whole + fraction.slice(0, exponent).padEnd(exponent, '0');
  const roundsUp = fraction.charCodeAt(exponent) >= 53; // '5'
  const minor = Number(digits) + (roundsUp ? 1 : 0);
  if (!Number.isSafeInteger(minor)) throw new NotAnAmount(`${digits.length} digits are too many for an amount`);
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** 1234, EUR → `"12.34"`; the inverse of `toMinor`. */
export function toMajorText(minor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** As a person reads it: 1234, EUR, it → `12,34 €`. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const digits = currencyExponent(currency);
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      // 1.694,20 € below 40.422,10 €: Italian would leave the point out of the shorter one
      useGrouping: 'always',
    });
    formats.set(key, format);
  }
  // Intl reads a decimal text exactly, where a division would make a float of it
  return format.format(toMajorText(minor, currency) as Intl.StringNumericLiteral);
}
