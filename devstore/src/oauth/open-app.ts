import type { Devstore } from '../devstore.ts';
import { mintSessionToken } from './session-token.ts';
import { primaryLocale } from '../shop/language.ts';

/** The parameters with which the admin opens the framed app. */
export function launchParameters(
  devstore: Devstore,
  locale: string = primaryLocale(devstore.store.shop),
): URLSearchParams {
  const { shop } = devstore.store;
  const host = Buffer.from(`admin.shopify.com/store/${shop.domain.split('.')[0]}`)
    .toString('base64')
    .replace(/=+$/, '');
  return new URLSearchParams({
    embedded: '1',
    shop: shop.domain,
    host,
    locale,
    timestamp: String(Math.floor(devstore.clock.now() / 1000)),
    id_token: mintSessionToken(devstore),
  });
}

/** A browser's, because the library turns away what looks like a bot. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Opens the app without a browser, as the merchant's first visit would: it then asks for its tokens. */
export async function openApp(
  devstore: Devstore,
): Promise<{ opened: boolean; status: number | null; installed: boolean }> {
  const url = `${devstore.config.appOrigin}/app?${launchParameters(devstore)}`;
  const headers = { 'user-agent': USER_AGENT, accept: 'text/html', ...forwarded(devstore.config.appUrl) };
  const installed = () => devstore.store.app.installation().installed;
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
    return { opened: response.ok && installed(), status: response.status, installed: installed() };
  } catch {
    return { opened: false, status: null, installed: installed() };
  }
}

function forwarded(appUrl: string): Record<string, string> {
  const { host, protocol } = new URL(appUrl);
  return { 'x-forwarded-host': host, 'x-forwarded-proto': protocol.replace(':', '') };
}
