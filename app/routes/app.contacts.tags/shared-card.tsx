import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TagsView } from '../../ui/views/tag-views.ts';

/** Whether tags are shared with Shopify's customers, and whose did not get there. */
export function SharedCard({ shared }: { shared: TagsView['shared'] }) {
  const { t } = useTranslation();
  const { on, prefix, refused } = shared;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('tags.shared')}
        </Text>
        <Text as="p">{on ? t('tags.sharedOn', { example: `${prefix}vip` }) : t('tags.sharedOff')}</Text>
        {refused.length > 0 && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {t('tags.refused')}
            </Text>
            {refused.map(({ contact, name, reason }) => (
              <BlockStack key={contact} gap="050">
                <Link url={`/app/contacts/${contact}`}>
                  <span className="break-anywhere">{name || t('contacts.one')}</span>
                </Link>
                <Text as="p" tone="subdued" breakWord>
                  {reason}
                </Text>
              </BlockStack>
            ))}
          </BlockStack>
        )}
        <Link url="/app/settings" removeUnderline>
          {t('tags.sharedSettings')}
        </Link>
      </BlockStack>
    </Card>
  );
}
