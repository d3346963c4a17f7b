import { moneyFormat } from '../../shop/money-format.ts';
import { shopTime } from '../../webhooks/payloads/values.ts';
import { gid, type GraphContext } from '../context.ts';
import { metafieldFields } from '../metafields/metafield-node.ts';

export function shopNode(context: GraphContext): Record<string, unknown> {
  const { devstore } = context;
  const { config, clock, store } = devstore;
  const { shop } = store;
  const offset = shopTime(clock.iso(), shop.zone).slice(19);
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return {
    __typename: 'Shop',
    ...metafieldFields(context, 'Shop', shop.id),
    id: gid('Shop', shop.id),
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    description: 'Linen, ceramics and slow things for house and garden.',
    shopOwnerName: 'Sandra Millward',
    myshopifyDomain: shop.domain,
    primaryDomain: {
      id: gid('Domain', shop.id),
      host: new URL(config.origin).host,
      url: config.origin,
      sslEnabled: config.origin.startsWith('https:'),
    },
    url: config.origin,
    currencyCode: shop.currency,
    currencyFormats: {
      moneyFormat: moneyFormat(shop.currency),
      moneyInEmailsFormat: moneyFormat(shop.currency),
      moneyWithCurrencyFormat: `${moneyFormat(shop.currency)} ${shop.currency}`,
      moneyWithCurrencyInEmailsFormat: `${moneyFormat(shop.currency)} ${shop.currency}`,
    },
    enabledPresentmentCurrencies: [shop.currency],
    ianaTimezone: shop.zone,
    timezoneOffset: offset.replace(':', ''),
    timezoneOffsetMinutes: (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes),
    weightUnit: 'KILOGRAMS',
    taxesIncluded: true,
    checkoutApiSupported: true,
    createdAt: shop.createdAt,
    plan: {
      displayName: 'Development',
      publicDisplayName: 'Development',
      partnerDevelopment: true,
      shopifyPlus: false,
    },
    billingAddress: { countryCodeV2: shop.countryCode, city: 'Cagliari', country: 'Italy', zip: '09124' },
    shopAddress: { countryCodeV2: shop.countryCode, city: 'Cagliari', country: 'Italy', zip: '09124' },
  };
}

export function installationNode(context: GraphContext): Record<string, unknown> {
  const { devstore, scopes } = context;
  const config = devstore.appConfig();
  const described = (handle: string) => ({ handle, description: handle.replaceAll('_', ' ') });
  return {
    __typename: 'AppInstallation',
    ...metafieldFields(context, 'AppInstallation', devstore.store.shop.id),
    id: gid('AppInstallation', devstore.store.shop.id),
    accessScopes: [...scopes].map(described),
    activeSubscriptions: [],
    launchUrl: `${devstore.config.origin}/admin/apps/sandmill`,
    app: {
      __typename: 'App',
      id: gid('App', '580111'),
      title: config.name,
      handle: 'sandmill',
      apiKey: devstore.config.apiKey,
      embedded: true,
      requestedAccessScopes: config.scopes.map(described),
    },
  };
}
