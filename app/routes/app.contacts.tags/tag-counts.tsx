import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { TagsView } from '../../ui/views/tag-views.ts';

/** The tags that most contacts have. */
export function TagCounts({ tags }: { tags: TagsView['tags'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('tags.inUse')}
        </Text>
        {tags.length === 0 ? (
          <Text as="p">{t('tags.inUseEmpty')}</Text>
        ) : (
          <dl className="facts">
            {tags.map(({ tag, contacts }) => (
              <div key={tag} className="facts-pair">
                <dt>
                  <span className="break-anywhere">{tag}</span>
                </dt>
                <dd>{t('personas.contacts', { count: contacts, number: format.number(contacts) })}</dd>
              </div>
            ))}
          </dl>
        )}
      </BlockStack>
    </Card>
  );
}
