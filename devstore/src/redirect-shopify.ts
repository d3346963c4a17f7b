const SHOPIFY_HOSTS = /(^|\.)(myshopify\.com|shopify\.com)$/;

/**
 * Wraps `globalThis.fetch`. Shopify's library keeps the function it finds when it loads, hence before it.
 * The devstore reads the host that was meant from `x-devstore-host`.
 */
export function redirectShopify(origin: string): void {
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    // the body of a request to elsewhere is not touched: it can be read once
    const url = new URL(input instanceof Request ? input.url : input);
    if (!SHOPIFY_HOSTS.test(url.hostname)) return real(input, init);
    const request = new Request(input, init);
    const headers = new Headers(request.headers);
    headers.set('x-devstore-host', url.hostname);
    const body = request.method === 'GET' || request.method === 'HEAD' ? undefined : request.body;
    return real(new URL(url.pathname + url.search, origin), {
      method: request.method,
      headers,
      body,
      signal: request.signal,
      redirect: request.redirect,
      ...(body ? { duplex: 'half' } : {}),
    });
  };
}
