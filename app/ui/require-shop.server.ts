import type { AppLoadContext } from '@remix-run/node';
import type { ShopView } from './views/settings-views.ts';

/**
 * The shop of the signed-in merchant, from Shopify's session and nowhere else. Throws a Response (a bounce for a new
 * session token, a login) so that what follows is the happy path.
 */
export async function requireShop(request: Request, { app }: AppLoadContext): Promise<ShopView> {
  const { session } = await app.shopify.authenticate.admin(request);
  return app.pages.shop(session.shop);
}
