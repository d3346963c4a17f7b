import { randomBytes } from 'node:crypto';
import { lineKey, lineOf } from './lines.ts';
import { NotInShop } from './not-in-shop.ts';
import type { CartLineInput, CartStore } from './store.ts';
import type { Cart, LineItem } from './types.ts';
import { need, type World } from './world.ts';

export function cartStore(world: World): CartStore {
  const save = (cart: Cart, patch: Partial<Cart>): Cart => {
    const changed = { ...cart, ...patch, updatedAt: world.clock.iso() };
    world.save('cart', changed.token, changed);
    return changed;
  };
  const change = (cart: Cart, patch: Partial<Cart>): Cart => {
    const isNew = cart.lines.length === 0 && cart.createdAt === cart.updatedAt;
    const changed = save(cart, patch);
    world.emit({ kind: isNew ? 'cart.created' : 'cart.updated', cart: changed });
    return changed;
  };

  const withLine = (lines: LineItem[], input: CartLineInput): LineItem[] => {
    const key = lineKey(input.variantId, input.properties ?? []);
    const at = lines.findIndex((line) => line.key === key);
    if (at >= 0) {
      return lines.map((line, n) => (n === at ? { ...line, quantity: line.quantity + input.quantity } : line));
    }
    const product = [...world.maps.product.values()].find((one) => one.variants.some((v) => v.id === input.variantId));
    const variant = product?.variants.find((one) => one.id === input.variantId);
    if (!product || !variant) throw new NotInShop('variant', input.variantId);
    return [...lines, lineOf({ next: world.nextId }, product, variant, input.quantity, input.properties)];
  };

  return {
    get: (token) => world.maps.cart.get(token),
    create: (visit = null) => {
      const now = world.clock.iso();
      const cart: Cart = {
        token: randomBytes(16).toString('hex'),
        lines: [],
        note: null,
        attributes: [],
        firstVisit: visit,
        lastVisit: visit,
        createdAt: now,
        updatedAt: now,
      };
      world.save('cart', cart.token, cart);
      return cart;
    },
    add: (token, lines) => {
      const cart = need(world, 'cart', token);
      return change(cart, { lines: lines.reduce(withLine, cart.lines) });
    },
    changeQuantity: (token, line, quantity) => {
      const cart = need(world, 'cart', token);
      const at = cart.lines.findIndex((one) => one.key === line || one.variantId === line);
      if (at < 0) throw new NotInShop('cart line', line);
      const lines = cart.lines
        .map((one, n) => (n === at ? { ...one, quantity } : one))
        .filter((one) => one.quantity > 0);
      return change(cart, { lines });
    },
    update: (token, patch) => {
      const cart = need(world, 'cart', token);
      const attributes = new Map(cart.attributes.map(({ name, value }) => [name, value]));
      for (const [name, value] of Object.entries(patch.attributes ?? {})) {
        if (value === null || value === '') attributes.delete(name);
        else attributes.set(name, value);
      }
      const next = {
        note: patch.note === undefined ? cart.note : patch.note,
        attributes: [...attributes].map(([name, value]) => ({ name, value })),
      };
      // A cart that has never held anything does not exist for the rest of the world yet.
      const lazy = cart.lines.length === 0 && cart.createdAt === cart.updatedAt;
      if (!lazy) return change(cart, next);
      const changed = { ...cart, ...next };
      world.save('cart', token, changed);
      return changed;
    },
    clear: (token) => change(need(world, 'cart', token), { lines: [] }),
    noteVisit: (token, visit) => {
      const cart = need(world, 'cart', token);
      world.save('cart', token, { ...cart, firstVisit: cart.firstVisit ?? visit, lastVisit: visit });
    },
  };
}
