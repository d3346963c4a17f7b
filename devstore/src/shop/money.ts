import type { Money } from './types.ts';

/** "12.3" → 1230. Throws on what is not an amount. */
export function toCents(money: Money): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(money.trim());
  if (!match) throw new TypeError(`not an amount of money: ${JSON.stringify(money)}`);
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -cents : cents;
}

/** 1230 → "12.30" */
export function fromCents(cents: number): Money {
  const absolute = Math.abs(Math.round(cents));
  const text = `${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
  return cents < 0 && absolute > 0 ? `-${text}` : text;
}
