import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { EffectCard } from '../../ui/reports/effect-card.tsx';
import type { RecoveryView } from '../../ui/views/recovery-views.ts';

interface Props {
  effect: RecoveryView['effect'];
  /** as it is saved */
  holdoutShare: number;
}

/** What would not have happened without the mail; where nobody was held out, how to learn it. */
export function Effect({ effect: { days, measured }, holdoutShare }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (measured)
    return <EffectCard effect={measured} conversion="order" whose={t('recovery.effect.whose', { count: days })} />;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('report.effect.title')}
        </Text>
        <Text as="p">
          {holdoutShare > 0
            ? t('recovery.effect.notYet', { share: format.percent(holdoutShare) })
            : t('recovery.effect.nobodyHeldOut')}
        </Text>
      </BlockStack>
    </Card>
  );
}
