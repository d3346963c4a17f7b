import type { ReactNode } from 'react';
import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

const PAGES = {
  messages: [
    ['mail', 'mailSenders'],
    ['brand', 'brand'],
    ['pace', 'pace'],
    ['consent', 'consent'],
    ['suppressions', 'suppressions'],
    ['social', 'socialAccounts'],
  ],
  data: [
    ['imports', 'import'],
    ['attributes', 'attributes'],
    ['deliveries', 'deliveries'],
    ['api', 'api'],
    ['privacy', 'privacy'],
  ],
} as const;

/** The pages behind the settings, each with what one finds there. */
export function PageLinks({ of, children }: { of: keyof typeof PAGES; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        {PAGES[of].map(([page, words]) => (
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
        {children}
      </BlockStack>
    </Card>
  );
}
