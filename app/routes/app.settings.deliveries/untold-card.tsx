import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DeliveriesView } from '../../ui/views/delivery-views.ts';

/** Consent that Shopify would not take, with its own words. */
export function UntoldCard(props: { untold: DeliveriesView['untold']; busy: boolean; tryAgain: () => void }) {
  const { t } = useTranslation();
  if (props.untold.length === 0) return null;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('untold.title')}
          </Text>
          <Button loading={props.busy} onClick={props.tryAgain}>
            {t('untold.tryAgain')}
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {t('untold.text')}
        </Text>
        {props.untold.map(({ contact, reason }) => (
          <BlockStack key={contact} gap="050">
            <Link url={`/app/contacts/${contact}`}>{t('untold.contact')}</Link>
            <Text as="p" breakWord>
              {reason}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
