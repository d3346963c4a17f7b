import type { Context, Hono } from 'hono';
import type { Address, Customer } from '../../../shop/types.ts';
import { addressOf } from '../../address-input.ts';
import { addressesOf, addressId, orderObject } from '../../objects/customer.ts';
import { localized, rootOf, type Storefront } from '../../storefront.ts';
import { visitorOf } from '../../visitor.ts';
import { readForm } from './form.ts';

/** What a customer sees of herself: her orders, one order, her addresses. */
export function registerAccountPages(app: Hono, storefront: Storefront): void {
  const { devstore } = storefront;
  const { customers, orders } = devstore.store;
  const toLogin = (c: Context): Response => {
    const visitor = visitorOf(c, devstore);
    return c.redirect(`${rootOf(visitor)}/account/login`);
  };

  app.on('GET', localized('/account'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (!visitor.customer) return toLogin(c);
    return storefront.page(c, visitor, { template: 'customers/account', title: 'Account' });
  });

  app.on('GET', localized('/account/orders/:id'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (!visitor.customer) return toLogin(c);
    const order = orders.get(c.req.param('id') ?? '');
    if (!order || order.customerId !== visitor.customer.id) return storefront.notFound(c);
    const context = { store: devstore.store, locale: visitor.locale, root: rootOf(visitor) };
    return storefront.page(c, visitor, {
      template: 'customers/order',
      title: order.name,
      objects: { order: orderObject(order, context) },
    });
  });

  app.on('GET', localized('/account/addresses'), (c) => {
    const visitor = visitorOf(c, devstore);
    if (!visitor.customer) return toLogin(c);
    const title = visitor.locale === 'it' ? 'Indirizzi' : 'Addresses';
    return storefront.page(c, visitor, { template: 'customers/addresses', title });
  });

  app.on('POST', [...localized('/account/addresses'), ...localized('/account/addresses/:id')], async (c) => {
    const { customer } = visitorOf(c, devstore);
    if (!customer) return toLogin(c);
    const here = `${rootOf(visitorOf(c, devstore))}/account/addresses`;
    const all = addressesOf(customer);
    const id = c.req.param('id');
    const at = id === undefined ? all.length : all.findIndex((_, index) => String(addressId(customer, index)) === id);
    if (at < 0) return storefront.notFound(c);
    if ((await c.req.parseBody())['_method'] === 'delete') {
      keep(customer, all.toSpliced(at, 1));
      return c.redirect(here);
    }
    const field = await readForm(c, 'address');
    const address = addressOf(field);
    if (!address) return c.redirect(`${here}?error=address`);
    const isDefault = field('default') !== '' || at === 0;
    keep(customer, isDefault ? [address, ...all.toSpliced(at, 1)] : all.toSpliced(at, 1, address));
    return c.redirect(here);
  });

  function keep(customer: Customer, addresses: Address[]): void {
    const [address = null, ...otherAddresses] = addresses;
    customers.update(customer.id, { address, otherAddresses });
  }
}
