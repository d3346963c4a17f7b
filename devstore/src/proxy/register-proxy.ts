import type { Context, Hono, Next } from 'hono';
import type { Devstore } from '../devstore.ts';
import { createStorefront } from '../storefront/storefront.ts';
import { loggedInCustomer, visitorOf } from '../storefront/visitor.ts';
import { proxySignature } from './proxy-signature.ts';
import { languageOf } from '../shop/language.ts';

const timeLimit = 10_000;

/** What does not travel through the proxy: cookies, either way, and what belongs to one connection. */
const dropped = new Set([
  'cookie',
  'set-cookie',
  'host',
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'accept-encoding',
]);

/** `/apps/{subpath}/*` of the shop goes to the app, signed: https://shopify.dev/docs/apps/build/online-store/app-proxies */
export function registerProxy(app: Hono, devstore: Devstore): void {
  const storefront = createStorefront(devstore);

  const forward = async (c: Context, rest: string): Promise<Response> => {
    const { proxy } = devstore.appConfig();
    if (!proxy || !devstore.store.app.installation().installed) return storefront.notFound(c);
    const target = proxyTarget(devstore, proxy, c, rest);
    const body = c.req.method === 'GET' || c.req.method === 'HEAD' ? undefined : await c.req.arrayBuffer();
    let response: Response;
    try {
      response = await fetch(target, {
        method: c.req.method,
        headers: {
          ...passedOn(c.req.raw.headers),
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-host': devstore.store.shop.domain,
        },
        ...(body ? { body } : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeLimit),
      });
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      return c.text(late ? 'The app did not answer in time' : 'The app could not be reached', late ? 504 : 502);
    }
    if (response.headers.get('content-type')?.includes('application/liquid')) {
      const content = await response.text();
      return storefront.page(c, visitorOf(c, devstore), {
        template: 'page',
        title: devstore.appConfig().name,
        content,
      });
    }
    return new Response(response.body, { status: response.status, headers: passedOn(response.headers) });
  };

  // The prefix may be `apps`, `a`, `community` or `tools`; which one, and what follows, is the app's to choose.
  const answer = (c: Context, next: Next): Promise<Response | void> => {
    const { proxy } = devstore.appConfig();
    const base = `/${proxy?.prefix}/${proxy?.subpath}`;
    const { path } = languageOf(devstore.store.shop, c.req.path);
    return proxy && (path === base || path.startsWith(`${base}/`)) ? forward(c, path.slice(base.length)) : next();
  };
  app.use('/:prefix{apps|a|community|tools}/:subpath/*', answer);
  app.use('/:language{en|it}/:prefix{apps|a|community|tools}/:subpath/*', answer);
}

function proxyTarget(
  devstore: Devstore,
  proxy: { url: string; prefix: string; subpath: string },
  c: Context,
  rest: string,
): URL {
  // The address in the app's configuration may be the tunnel's or a placeholder: only its path counts here.
  const { pathname } = new URL(proxy.url || '/', devstore.config.appUrl);
  const target = new URL(pathname.replace(/\/$/, '') + rest, devstore.config.appOrigin);
  const parameters = new URL(c.req.url).searchParams;
  for (const reserved of ['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'])
    parameters.delete(reserved);
  parameters.set('shop', devstore.store.shop.domain);
  parameters.set('logged_in_customer_id', loggedInCustomer(c, devstore)?.id ?? '');
  parameters.set('path_prefix', `/${proxy.prefix}/${proxy.subpath}`);
  parameters.set('timestamp', String(Math.floor(devstore.clock.now() / 1000)));
  parameters.set('signature', proxySignature(parameters, devstore.config.apiSecret));
  target.search = parameters.toString();
  return target;
}

function passedOn(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !dropped.has(name)));
}
