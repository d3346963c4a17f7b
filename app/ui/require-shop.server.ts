import type { AppLoadContext } from '@remix-run/node';
import type { ShopView } from './views/settings-views.ts';

export interface SignedIn extends ShopView {
  /** who is at the screen, as Shopify's session token says: for the log of who looked at personal data */
  staff: string;
}

/**
 * The shop of the signed-in merchant, from Shopify's session and nowhere else. Throws a Response (a bounce for a new
 * session token, a login) so that what follows is the happy path.
 */
export async function requireShop(request: Request, { app }: AppLoadContext): Promise<SignedIn> {
  const { session, sessionToken } = await app.shopify.authenticate.admin(request);
  return { ...(await app.pages.shop(session.shop)), staff: `user:${sessionToken?.sub ?? 'unknown'}` };
}
