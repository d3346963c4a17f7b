import type { CustomerStore } from './store.ts';
import type { Customer } from './types.ts';
import { need, type World } from './world.ts';

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
        locale: input.locale ?? 'en',
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
    setConsent: (id, state, optInLevel = 'single_opt_in') => {
      const customer = change(id, { emailConsent: { state, optInLevel, updatedAt: world.clock.iso() } });
      world.emit({ kind: 'customer.consentChanged', customer });
      return customer;
    },
    requestData: (id) =>
      world.emit({ kind: 'customer.dataRequested', customer: need(world, 'customer', id), orderIds: orderIds(id) }),
    requestRedact: (id) =>
      world.emit({ kind: 'customer.redactRequested', customer: need(world, 'customer', id), orderIds: orderIds(id) }),
  };
}
