import type { Money } from '../../shop/types.ts';

/** JSON that keeps numbers as they are written: `JSON.rawJSON` is in Node 22 and later, not yet in the types. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** An id as the JSON number that Shopify sends, exact even above 2^53. */
export function idNumber(id: string): unknown {
  // A leading zero is no JSON number.
  return /^(0|[1-9]\d*)$/.test(id) ? rawJSON(id) : id;
}

export function optionalId(id: string | null): unknown {
  return id === null ? null : idNumber(id);
}

/** An amount in the shop's currency and in the shopper's, which are the same here. */
export function moneySet(amount: Money, currency: string) {
  const money = { amount, currency_code: currency };
  return { shop_money: money, presentment_money: { ...money } };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-21T23:04:02+01:00`: order payloads carry the shop's own time. */
export function shopTime(iso: string, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(new Date(iso)).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const offset = name === 'GMT' ? '+00:00' : name.slice(3);
  const sign = offset.startsWith('-') ? -1 : 1;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const local = new Date(Date.parse(iso) + sign * (hours * 60 + minutes) * 60_000);
  return local.toISOString().slice(0, 19) + offset;
}
