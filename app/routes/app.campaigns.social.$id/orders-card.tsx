import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isNetwork } from '../../platform/social/networks.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { SocialView } from '../../ui/views/social-views.ts';

/** Orders whose last known origin was this post. */
export function OrdersCard({ orders, slug }: Pick<SocialView, 'orders' | 'slug'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('social.orders')}
        </Text>
        {orders.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('social.noOrders')}
          </Text>
        ) : (
          <dl className="left-out">
            {orders.map((one) => (
              <div key={one.network}>
                <dt>{isNetwork(one.network) ? t(`social.network.${one.network}`) : one.network}</dt>
                <dd>
                  {t('social.ordersOf', {
                    count: one.orders,
                    number: format.number(one.orders),
                    money: format.money(one.revenue),
                  })}
                </dd>
              </div>
            ))}
          </dl>
        )}
        <Text as="p" tone="subdued" breakWord>
          {t('social.ordersRule', { slug })}
        </Text>
      </BlockStack>
    </Card>
  );
}
