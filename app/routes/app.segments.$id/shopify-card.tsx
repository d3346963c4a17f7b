import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { toLocale } from '../../ui/i18n/locale-of.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { SegmentView, TwinView } from '../../ui/views/segment-views.ts';

const inShopify = (id: string) => `shopify://admin/customers/segments/${id}`;

/** Whether Shopify can use this segment, how far that has come; or when it was last read from there. */
export function ShopifyCard({ view }: { view: SegmentView }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const { twin, kind } = view;
  const run = (deed: 'share' | 'unshare' | 'rebuild') =>
    fetcher.submit(JSON.stringify({ do: deed, locale: toLocale(i18n.language) }), {
      method: 'post',
      encType: 'application/json',
    });
  const busy = fetcher.state !== 'idle';
  const refused = fetcher.data?.ok === false && !twin ? fetcher.data.says : undefined;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('segments.shopify.title')}
        </Text>
        {kind === 'shopify' && (
          <>
            <Text as="p">
              {view.builtAt === null
                ? t('segments.shopify.notRead')
                : t('segments.shopify.read', { moment: format.moment(view.builtAt) })}
            </Text>
            <InlineStack>
              <Button loading={busy || view.state === 'building'} onClick={() => run('rebuild')}>
                {t('segments.shopify.readNow')}
              </Button>
            </InlineStack>
          </>
        )}
        {kind !== 'shopify' && !twin && (
          <>
            <Text as="p">{t('segments.shopify.shareText')}</Text>
            {refused && (
              <Text as="p" tone="critical">
                {t(refused)} {refused.endsWith('no_sync') && <Link url="/app/settings">{t('nav.settings')}</Link>}
              </Text>
            )}
            <InlineStack>
              <Button loading={busy} onClick={() => run('share')}>
                {t('segments.shopify.share')}
              </Button>
            </InlineStack>
          </>
        )}
        {twin && (
          <>
            <Twin twin={twin} />
            <InlineStack gap="200">
              {twin.problem && (
                <Button loading={busy} onClick={() => run('share')}>
                  {t('segments.tryAgain')}
                </Button>
              )}
              <Button variant="plain" loading={busy} onClick={() => run('unshare')}>
                {t('segments.shopify.unshare')}
              </Button>
            </InlineStack>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function Twin({ twin }: { twin: TwinView }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <BlockStack gap="200">
      <Text as="p">
        <span className="any-word">{t('segments.shopify.tag', { tag: twin.tag })}</span>
      </Text>
      {twin.problem ? (
        <Text as="p" tone="critical">
          {t('segments.shopify.problem', { reason: twin.problem })}
        </Text>
      ) : twin.shopifyId === null ? (
        <Text as="p">{t('segments.shopify.making')}</Text>
      ) : (
        <Text as="p">
          <Link url={inShopify(twin.shopifyId)} target="_top">
            {t('segments.shopify.open')}
          </Link>
        </Text>
      )}
      <Text as="p" tone="subdued">
        {[
          twin.at === null ? null : t('segments.shopify.at', { moment: format.moment(twin.at) }),
          twin.waiting > 0
            ? t('segments.shopify.waiting', { count: twin.waiting, number: format.number(twin.waiting) })
            : t('segments.shopify.told'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </BlockStack>
  );
}
