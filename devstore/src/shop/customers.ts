import { HasOrders } from './has-orders.ts';
import type { CustomerStore } from './store.ts';
import { hasTag, newTags } from './tags.ts';
import type { Customer } from './types.ts';
import { need, type World } from './world.ts';
import { primaryLocale } from './language.ts';

export function customerStore(world: World): CustomerStore {
  const customers = world.maps.customer;
  const byEmail = new Map<string, string>();
  for (const customer of customers.values()) if (customer.email) byEmail.set(customer.email.toLowerCase(), customer.id);

  const find = (email: string) => customers.get(byEmail.get(email.trim().toLowerCase()) ?? '');
  const save = (customer: Customer) => {
    world.save('customer', customer.id, customer);
    if (customer.email) byEmail.set(customer.email, customer.id);
    return customer;
  };
  const change = (id: string, patch: Partial<Customer>) => {
    const before = need(world, 'customer', id);
    const customer = save({ ...before, ...patch, updatedAt: world.clock.iso() });
    if (before.email && before.email !== customer.email) byEmail.delete(before.email);
    world.emit({ kind: 'customer.updated', customer });
    return customer;
  };
  const orderIds = (id: string) => world.ordersOf.get(id) ?? [];
  const forget = (customer: Customer) => {
    world.forget('customer', customer.id);
    if (customer.email) byEmail.delete(customer.email);
  };

  return {
    get: (id) => customers.get(id),
    byEmail: find,
    all: () => [...customers.values()],
    create: (input) => {
      const now = world.clock.iso();
      const email = input.email?.trim().toLowerCase() || null;
      if (email && find(email)) throw new Error(`There is a customer with the e-mail ${email} already.`);
      const state = input.consent ?? 'not_subscribed';
      const customer = save({
        id: world.nextId('customer'),
        email,
        phone: input.phone ?? null,
        firstName: input.firstName ?? '',
        lastName: input.lastName ?? '',
        locale: input.locale ?? primaryLocale(world.shop),
        tags: input.tags ?? [],
        note: null,
        emailConsent: {
          state,
          optInLevel: state === 'not_subscribed' ? null : 'single_opt_in',
          updatedAt: state === 'not_subscribed' ? null : now,
        },
        address: input.address ?? null,
        createdAt: now,
        updatedAt: now,
      });
      world.emit({ kind: 'customer.created', customer });
      if (state !== 'not_subscribed') world.emit({ kind: 'customer.consentChanged', customer });
      return customer;
    },
    update: (id, patch) =>
      change(id, 'email' in patch ? { ...patch, email: patch.email?.trim().toLowerCase() || null } : patch),
    setConsent: (id, state, optInLevel = 'single_opt_in', at = world.clock.iso()) => {
      const customer = change(id, { emailConsent: { state, optInLevel, updatedAt: at } });
      world.emit({ kind: 'customer.consentChanged', customer });
      return customer;
    },
    setSmsConsent: (id, state) => {
      // https://shopify.dev/docs/api/admin-graphql/latest/mutations/customerSmsMarketingConsentUpdate asks for one, too
      if (need(world, 'customer', id).phone === null) throw new Error(`Customer ${id} has no phone number.`);
      const consent = { state, optInLevel: 'single_opt_in' as const, updatedAt: world.clock.iso() };
      const customer = change(id, { smsConsent: consent });
      world.emit({ kind: 'customer.smsConsentChanged', customer, consent });
      return customer;
    },
    addTags: (id, tags) => {
      const before = need(world, 'customer', id);
      const added = newTags(before.tags, tags);
      if (added.length === 0) return before;
      const customer = change(id, { tags: [...before.tags, ...added] });
      world.emit({ kind: 'customer.tagsAdded', customer, tags: added });
      return customer;
    },
    removeTags: (id, tags) => {
      const before = need(world, 'customer', id);
      const removed = before.tags.filter((tag) => hasTag(tags, tag));
      if (removed.length === 0) return before;
      const customer = change(id, { tags: before.tags.filter((tag) => !removed.includes(tag)) });
      world.emit({ kind: 'customer.tagsRemoved', customer, tags: removed });
      return customer;
    },
    remove: (id) => {
      const customer = need(world, 'customer', id);
      if (orderIds(id).length > 0) throw new HasOrders(id);
      forget(customer);
      world.emit({ kind: 'customer.deleted', customer });
    },
    merge: (keptId, removedId, patch = {}) => {
      const before = need(world, 'customer', keptId);
      const removed = need(world, 'customer', removedId);
      for (const orderId of orderIds(removedId)) {
        const order = need(world, 'order', orderId);
        world.save('order', orderId, { ...order, customerId: keptId });
      }
      const all = [...orderIds(keptId), ...orderIds(removedId)].map((one) => need(world, 'order', one));
      all.sort((a, b) => a.processedAt.localeCompare(b.processedAt) || a.number - b.number);
      world.ordersOf.set(
        keptId,
        all.map((order) => order.id),
      );
      world.ordersOf.delete(removedId);
      forget(removed);
      const kept = change(keptId, {
        email: before.email ?? removed.email,
        phone: before.phone ?? removed.phone,
        firstName: before.firstName || removed.firstName,
        lastName: before.lastName || removed.lastName,
        address: before.address ?? removed.address,
        tags: [...before.tags, ...newTags(before.tags, removed.tags)],
        ...patch,
      });
      world.emit({ kind: 'customer.merged', kept, removed });
      return kept;
    },
    requestData: (id) =>
      world.emit({
        kind: 'customer.dataRequested',
        customer: need(world, 'customer', id),
        orderIds: orderIds(id),
        requestId: world.nextId('dataRequest'),
      }),
    requestRedact: (id) =>
      world.emit({ kind: 'customer.redactRequested', customer: need(world, 'customer', id), orderIds: orderIds(id) }),
  };
}
