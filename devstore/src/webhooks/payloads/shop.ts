import { moneyFormat } from '../../shop/money-format.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { idNumber } from './values.ts';

/** `app/uninstalled` carries the shop. */
export function shopPayload(context: PayloadContext) {
  const { shop } = context.store;
  return {
    id: idNumber(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    country: shop.countryCode,
    primary_locale: shop.locales[0],
    created_at: timeIn(context)(shop.createdAt),
    updated_at: timeIn(context)(shop.createdAt),
    country_code: shop.countryCode,
    country_name: 'Italy',
    currency: shop.currency,
    customer_email: shop.email,
    iana_timezone: shop.zone,
    shop_owner: 'Sandra Millward',
    money_format: moneyFormat(shop.currency),
    money_with_currency_format: `${moneyFormat(shop.currency)} ${shop.currency}`,
    weight_unit: 'kg',
    taxes_included: true,
    plan_display_name: 'Development',
    plan_name: 'partner_test',
    myshopify_domain: shop.domain,
    has_storefront: true,
    enabled_presentment_currencies: [shop.currency],
  };
}

/** `shop/redact` */
export function shopRedactPayload({ store }: PayloadContext) {
  return { shop_id: idNumber(store.shop.id), shop_domain: store.shop.domain };
}

/** `app/scopes_update` */
export function scopesPayload({ store }: PayloadContext, event: { previous: string[]; current: string[]; at: string }) {
  const { shop } = store;
  return {
    id: idNumber(shop.id),
    shop_id: `gid://shopify/Shop/${shop.id}`,
    previous: event.previous,
    current: event.current,
    updated_at: event.at,
  };
}
