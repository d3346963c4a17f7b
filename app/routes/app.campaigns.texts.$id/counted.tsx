import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { toMinor } from '../../platform/money.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Segments } from '../../ui/views/text-views.ts';

/** A thousand of them, as prices are compared. */
const MANY = 1000;

/** How many segments it takes, why, and what a thousand of it cost. */
export function Counted({ segments, price }: { segments: Segments; price: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { encoding, length, segments: count, left, foreign } = segments;
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {t('texts.segments', { count, number: format.number(count) })}
      </Text>
      <Text as="p" tone="subdued">
        {t(`texts.encoding.${encoding}`, { length: format.number(length), left: format.number(left) })}
      </Text>
      {foreign.length > 0 && <Text as="p">{t('texts.foreign', { letters: foreign.join(' ') })}</Text>}
      <Text as="p" tone="subdued">
        {price === null
          ? t('texts.noPrice')
          : t('texts.cost', {
              cost: format.money(toMinor((price * count * MANY).toFixed(4), format.currency)),
              number: format.number(MANY),
            })}
      </Text>
    </BlockStack>
  );
}
