import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../ui/pieces/export-button.tsx';

const PAGES = [
  ['mail', 'mailSenders'],
  ['social', 'socialAccounts'],
  ['brand', 'brand'],
  ['imports', 'import'],
  ['attributes', 'attributes'],
  ['consent', 'consent'],
  ['pace', 'pace'],
  ['suppressions', 'suppressions'],
  ['deliveries', 'deliveries'],
  ['api', 'api'],
  ['privacy', 'privacy'],
] as const;

/** The pages behind the settings, each with what one finds there; and the export. */
export function DataLinks() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        {PAGES.map(([page, words]) => (
          <BlockStack key={page} gap="050">
            <Text as="p" fontWeight="semibold">
              <Link url={`/app/settings/${page}`} removeUnderline>
                {t(`nav.${page}`)}
              </Link>
            </Text>
            <Text as="p" tone="subdued">
              {t(`settings.${words}`)}
            </Text>
          </BlockStack>
        ))}
        <BlockStack gap="200">
          <Text as="p">{t('settings.export')}</Text>
          <InlineStack>
            <ExportButton />
          </InlineStack>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
