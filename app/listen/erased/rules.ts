// What is still heard of somebody who was erased: what begins after the erasure, and nothing from before it. Pure.
import { type FactData, type FactKind, type IdentityId, isHard } from '../facts/fact.ts';
import type { Heard, HeardCart, HeardCheckout, HeardCustomer, HeardOrder } from '../heard.ts';

/** When each erased identity was erased. Orders stand beside the identities, as `order:…`. */
export type Erased = ReadonlyMap<string, number>;

/** A purchase, a new account, a new subscription: what a person does who comes anew. */
const BEGINNINGS: ReadonlySet<FactKind> = new Set(['order.placed', 'checkout.started', 'customer.created']);

interface Told {
  kind: FactKind;
  occurredAt: number;
  data: FactData;
}

/**
 * Whether a fact may stand under an identity.
 * @param known the identity has begun anew since its erasure
 */
export function mayStand(fact: Told, identity: string, erased: Erased, known: boolean): boolean {
  const at = erased.get(identity);
  if (at === undefined) return true;
  if (fact.occurredAt <= at) return false;
  if (!isHard(identity) || known) return true;
  return BEGINNINGS.has(fact.kind) || fact.data.consent?.state === 'subscribed';
}

/** The identities, and orders, by which a batch may name somebody who was erased. */
export function namedInHeard(heard: Heard): Set<string> {
  const named = new Set<string>();
  const add = (values: Readonly<Record<string, string | null>>) => {
    for (const [kind, value] of Object.entries(values)) if (value) named.add(`${kind}:${value}`);
  };
  for (const { id, email } of heard.customers) add({ customer: id, email });
  for (const { token, clientId } of heard.carts) add({ cart: token, client: clientId });
  for (const { customerId, email, clientId } of [...heard.checkouts, ...heard.orders]) {
    add({ customer: customerId, email, client: clientId });
  }
  for (const { id } of heard.deletedCustomers) add({ customer: id });
  for (const { token } of [...heard.checkouts, ...heard.deletedCheckouts]) add({ checkout: token });
  for (const { id, identity } of heard.orders) {
    add({ order: id });
    if (identity) named.add(identity);
  }
  for (const { identity, data } of heard.facts) {
    named.add(identity);
    for (const other of data?.also ?? []) named.add(other);
  }
  return named;
}

/** The batch without what is told of erased people from before their erasure. Their orders stay, as nobody's. */
export function withoutErased(heard: Heard, erased: Erased): Heard {
  if (erased.size === 0) return heard;
  const at = (kind: string, value: string | null) => (value === null ? -1 : (erased.get(`${kind}:${value}`) ?? -1));
  /** told of an entity that began by then */
  const gone = new Set<string>();

  const customers = heard.customers.filter((customer: HeardCustomer) => {
    const erasedAt = Math.max(at('customer', customer.id), at('email', customer.email));
    if (erasedAt < 0 || (customer.createdAt ?? 0) > erasedAt) return true;
    gone.add(`customer:${customer.id}`);
    return false;
  });
  const carts = heard.carts.map((cart: HeardCart) => {
    const erasedAt = Math.max(at('cart', cart.token), at('client', cart.clientId));
    return erasedAt < cart.updatedAt ? cart : { ...cart, clientId: null };
  });
  const checkouts = heard.checkouts.flatMap((checkout: HeardCheckout) => {
    const erasedAt = Math.max(whoWas(checkout), at('checkout', checkout.token));
    if (checkout.createdAt > erasedAt) return [withoutDevice(checkout, checkout.createdAt)];
    gone.add(`checkout:${checkout.token}`);
    return [];
  });
  // that they are gone is said by their marks already
  const deletedCustomers = heard.deletedCustomers.filter(({ id }) => !erased.has(`customer:${id}`));
  const deletedCheckouts = heard.deletedCheckouts.filter(({ token }) => !erased.has(`checkout:${token ?? ''}`));
  const orders = heard.orders.map((order: HeardOrder) => {
    const erasedAt = Math.max(whoWas(order), at('order', order.id), erased.get(order.identity ?? '') ?? -1);
    if (order.placedAt > erasedAt) return withoutDevice(order, order.placedAt);
    gone.add(`order:${order.id}`);
    return ofNobody(order);
  });
  const facts = heard.facts.flatMap((fact) => {
    const [about] = fact.kind.split('.');
    const subject = about === 'customer' ? fact.identity : `${about}:${fact.subject ?? ''}`;
    if (gone.has(subject)) return [];
    if ((erased.get(fact.identity) ?? -1) >= fact.occurredAt) return [];
    const also = fact.data?.also;
    if (!also?.some((other) => erased.has(other))) return [fact];
    return [
      { ...fact, data: { ...fact.data, also: also.filter((other) => (erased.get(other) ?? -1) < fact.occurredAt) } },
    ];
  });
  return { ...heard, customers, deletedCustomers, carts, checkouts, deletedCheckouts, orders, facts };

  function whoWas(one: { customerId: string | null; email: string | null }): number {
    return Math.max(at('customer', one.customerId), at('email', one.email));
  }

  /** a device may have been in other hands too: their orders stay theirs */
  function withoutDevice<T extends { clientId: string | null }>(one: T, began: number): T {
    return at('client', one.clientId) < began ? one : { ...one, clientId: null };
  }
}

function ofNobody(order: HeardOrder): HeardOrder {
  return {
    ...order,
    identity: null,
    email: null,
    customerId: null,
    checkoutToken: null,
    cartToken: null,
    clientId: null,
    landingPage: null,
    referrer: null,
    utm: null,
  };
}

/** `also` without the erased; the same array when nothing of it goes. */
export function alsoStanding(
  fact: Told,
  erased: Erased,
  known: (identity: string) => boolean,
): IdentityId[] | undefined {
  const { also } = fact.data;
  if (!also?.some((other) => !mayStand(fact, other, erased, known(other)))) return also;
  return also.filter((other) => mayStand(fact, other, erased, known(other)));
}
