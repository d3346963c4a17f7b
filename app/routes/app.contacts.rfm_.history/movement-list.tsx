import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { MovesTable } from '../../ui/pieces/moves-table.tsx';
import type { RfmHistoryView } from '../../ui/views/rfm-views.ts';
import { movedUrl } from './moved-url.ts';

/** The matrix on a phone: one line for each movement, the most contacts first. */
export function MovementList({ view }: { view: RfmHistoryView }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('rfm.history.moves')}
        </Text>
        {view.moves.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('rfm.history.nobody')}
          </Text>
        ) : (
          <MovesTable moves={view.moves} linked={({ from, to }) => movedUrl(view.period, from, to)} />
        )}
      </BlockStack>
    </Card>
  );
}
