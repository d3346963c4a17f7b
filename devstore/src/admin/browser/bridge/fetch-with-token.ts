import { openAddress } from './open-address.ts';

/** App Bridge signs every request of the app to itself, and tries once more when the token was refused. */
export function signRequests(idToken: () => Promise<string>): void {
  const original = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== window.location.origin || request.headers.has('Authorization'))
      return original(request);
    const again = request.clone();
    const response = await original(await signed(request, idToken));
    const elsewhere = response.headers.get('X-Shopify-API-Request-Failure-Reauthorize-Url');
    if (elsewhere) {
      openAddress(elsewhere, '_top');
      return response;
    }
    const refused = response.status === 401 && response.headers.has('X-Shopify-Retry-Invalid-Session-Request');
    return refused ? original(await signed(again, idToken)) : response;
  };
}

async function signed(request: Request, idToken: () => Promise<string>): Promise<Request> {
  request.headers.set('Authorization', `Bearer ${await idToken()}`);
  request.headers.set('X-Requested-With', 'XMLHttpRequest');
  return request;
}
