import type { Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { cartJson, lineJson } from '../objects/cart.ts';
import { localized, rootOf, type Storefront } from '../storefront.ts';
import { ensureCart, visitorOf } from '../visitor.ts';
import { attributesOf, linesOf, readCartInput, updatesOf, type CartInput } from './cart-input.ts';

/** https://shopify.dev/docs/api/ajax/reference/cart */
export function registerCartApi(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { carts, products } = devstore.store;
  const context = (c: Context) => {
    const visitor = visitorOf(c, devstore);
    return { store: devstore.store, locale: visitor.locale, root: rootOf(visitor) };
  };
  const answer = (c: Context, token = getCookie(c, 'cart') ?? ''): Response =>
    c.json(cartJson(carts.get(token), context(c)));

  /** Shopify refuses with 422 and says why in `description`. */
  const refused = (c: Context, description: string): Response =>
    c.json({ status: 422, message: 'Cart Error', description }, 422);

  const problemWith = (input: CartInput): string | undefined => {
    for (const { variantId, quantity } of linesOf(input)) {
      const product = products.byVariant(variantId);
      const variant = product?.variants.find((one) => one.id === variantId);
      if (!product || !variant || product.status !== 'active') return 'Cannot find variant';
      if (variant.inventoryQuantity <= 0) return `The product '${product.title}' is already sold out.`;
      if (variant.inventoryQuantity < quantity)
        return `You can only add ${variant.inventoryQuantity} ${product.title} to the cart.`;
    }
    return undefined;
  };

  const add = async (c: Context): Promise<Response> => {
    const input = await readCartInput(c);
    const wantsJson = c.req.path.endsWith('.js') || (c.req.header('accept') ?? '').includes('application/json');
    const root = context(c).root;
    const problem = problemWith(input);
    if (problem)
      return wantsJson ? refused(c, problem) : c.redirect(`${root}/cart?error=${encodeURIComponent(problem)}`);
    const token = ensureCart(c, devstore);
    const wanted = linesOf(input);
    const cart = carts.add(token, wanted);
    const attributes = attributesOf(input);
    if (attributes) carts.update(token, { attributes });
    if (!wantsJson)
      return c.redirect(
        typeof input['return_to'] === 'string' && input['return_to'].startsWith('/')
          ? input['return_to']
          : `${root}/cart`,
      );
    const added = wanted.flatMap(({ variantId }) => {
      const line = cart.lines.find((one) => one.variantId === variantId);
      return line ? [lineJson(line, context(c))] : [];
    });
    return c.json(Array.isArray(input['items']) ? { items: added } : (added[0] ?? {}));
  };
  app.on('POST', [...localized('/cart/add.js'), ...localized('/cart/add')], add);

  app.on('GET', [...localized('/cart.js'), ...localized('/cart.json')], (c) => answer(c));

  app.on('POST', [...localized('/cart/update.js'), ...localized('/cart/update')], async (c) => {
    const input = await readCartInput(c);
    const token = ensureCart(c, devstore);
    applyUpdate(storefront, token, input);
    return c.req.path.endsWith('.js') ? answer(c, token) : c.redirect(`${context(c).root}/cart`);
  });

  app.on(['POST', 'GET'], [...localized('/cart/change.js'), ...localized('/cart/change')], async (c) => {
    const input = await readCartInput(c);
    const token = ensureCart(c, devstore);
    const cart = carts.get(token);
    const byNumber = cart?.lines[Number(input['line']) - 1]?.key;
    const line = byNumber ?? String(input['id'] ?? '');
    if (!cart?.lines.some((one) => one.key === line || one.variantId === line)) {
      return c.req.path.endsWith('.js')
        ? c.json({ status: 400, message: 'Bad Request', description: 'no valid id or line parameter' }, 400)
        : c.redirect(`${context(c).root}/cart`);
    }
    carts.changeQuantity(token, line, Math.max(0, Math.floor(Number(input['quantity'])) || 0));
    return c.req.path.endsWith('.js') ? answer(c, token) : c.redirect(`${context(c).root}/cart`);
  });

  app.on('POST', [...localized('/cart/clear.js'), ...localized('/cart/clear')], (c) => {
    const token = ensureCart(c, devstore);
    carts.clear(token);
    return c.req.path.endsWith('.js') ? answer(c, token) : c.redirect(`${context(c).root}/cart`);
  });
}

/** Note, attributes and quantities of one request; the cart page's form sends the same. */
export function applyUpdate(storefront: Storefront, token: string, input: CartInput): void {
  const { carts } = storefront.devstore.store;
  const keys = carts.get(token)?.lines.map((line) => line.key) ?? [];
  for (const [line, quantity] of updatesOf(input, keys)) {
    const current = carts.get(token)?.lines.find((one) => one.key === line || one.variantId === line);
    if (current && current.quantity !== quantity) carts.changeQuantity(token, line, quantity);
  }
  const attributes = attributesOf(input);
  const note = typeof input['note'] === 'string' ? input['note'] : undefined;
  if (attributes || note !== undefined)
    carts.update(token, { ...(attributes ? { attributes } : {}), ...(note === undefined ? {} : { note }) });
}
