import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { Reckoning } from '../views/campaign-views.ts';
import { LeftOutList } from './left-out-list.tsx';

/** How many would get it; who would not, and why. */
export function ReckonedAudience({ reckoned, nobody }: { reckoned: Reckoning | null; nobody: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (nobody) return <Text as="p">{t('campaigns.chooseAudience')}</Text>;
  if (!reckoned) return <Text as="p">{t('campaigns.gathering')}</Text>;
  const { treated, leftOut, more } = reckoned;
  const out = leftOut.reduce((sum, { count }) => sum + count, 0);
  return (
    <BlockStack gap="300">
      <div aria-live="polite">
        <p className="headline">
          {t(more ? 'campaigns.peopleMore' : 'campaigns.people', { count: treated, number: format.number(treated) })}
        </p>
      </div>
      <Text as="p" tone="subdued">
        {out === 0
          ? t('campaigns.nobodyLeftOut')
          : t(more ? 'campaigns.leftOutMore' : 'campaigns.leftOutCount', { count: out, number: format.number(out) })}
      </Text>
      {out > 0 && <LeftOutList rows={leftOut} />}
    </BlockStack>
  );
}
