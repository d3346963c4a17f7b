/** E.164: a plus, the code of the country, and seven to fifteen figures in all. */
const E164 = /^\+[1-9]\d{6,14}$/;

/** A number as it is written to: Shopify keeps E.164, lists may space it. Null when it is none. */
export function readPhone(text: string | null): string | null {
  if (!text) return null;
  const bare = text
    .trim()
    .replaceAll(/[\s().\-/]/g, '')
    .replace(/^00/, '+');
  return E164.test(bare) ? bare : null;
}
