/** `Shopify.analytics.visitor`: https://shopify.dev/docs/api/web-pixels-api/emitting-data#visitor-api */
interface VisitorInfo {
  email?: unknown;
  phone?: unknown;
}

/**
 * Tells the shop's own back end, not the pixels, who somebody said to be. True when it was taken, false when what was
 * given is neither an address nor a number; a call of the wrong shape is an error.
 */
export function visitor(info: VisitorInfo, options: { appId?: unknown } = {}): boolean {
  if (typeof info !== 'object' || info === null) throw new Error('visitor takes an object with email or phone');
  const { email, phone } = info;
  if (email === undefined && phone === undefined) throw new Error('visitor needs an email or a phone');
  for (const value of [email, phone, options.appId]) {
    if (value !== undefined && typeof value !== 'string') throw new Error('visitor takes texts only');
  }
  if (typeof email === 'string' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return false;
  if (typeof phone === 'string' && phone.replace(/\D/g, '').length < 7) return false;
  void fetch('/shopify/visitors', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, phone, appId: options.appId }),
  });
  return true;
}
