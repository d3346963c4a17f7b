import { Badge, BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { StorefrontView } from '../../ui/views/storefront-views.ts';

/** Whether the storefront shows anything of ours, and where to place it. */
export function BlocksCard({ view }: { view: StorefrontView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = view.embedOn === null ? 'unknown' : view.embedOn ? 'on' : 'off';
  const tone = ({ on: 'success', off: 'warning', unknown: undefined } as const)[state];
  return (
    <>
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              {t('storefront.embed')}
            </Text>
            <Badge {...(tone ? { tone } : {})}>{t(`storefront.embedState.${state}`)}</Badge>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t(`storefront.embedText.${state}`)}
          </Text>
          <InlineStack>
            <Button url={view.embedUrl} target="_top" variant={state === 'off' ? 'primary' : 'secondary'}>
              {t('setup.embed.button')}
            </Button>
          </InlineStack>
        </BlockStack>
      </Card>
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t('storefront.proof')}
          </Text>
          <Text as="p" tone="subdued">
            {t('storefront.proofText', {
              count: view.proof.windowHours,
              threshold: format.number(view.proof.threshold),
            })}
          </Text>
          <Link url="/app/settings" removeUnderline>
            {t('storefront.proofChange')}
          </Link>
        </BlockStack>
      </Card>
    </>
  );
}
