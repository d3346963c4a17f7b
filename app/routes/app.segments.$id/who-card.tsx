import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useConditionWords } from '../../ui/conditions/use-condition-words.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import type { SegmentView } from '../../ui/views/segment-views.ts';

/** Who is meant, in words. */
export function WhoCard({ view }: { view: SegmentView }) {
  const { t } = useTranslation();
  const words = useConditionWords(useNameBook(view.names).nameOf);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('segments.who')}
        </Text>
        {view.condition && <Text as="p">{words(view.condition)}</Text>}
        <Text as="p" tone="subdued">
          {t(view.kind === 'static' && !view.condition ? 'segments.filledByHand' : `segments.kindText.${view.kind}`)}
        </Text>
      </BlockStack>
    </Card>
  );
}
