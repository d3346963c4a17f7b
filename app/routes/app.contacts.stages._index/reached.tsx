import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../understand/stages/rules.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { PLAIN_TINT, STAGE_TINTS } from '../../ui/meaning-colours.ts';
import type { StagesView } from '../../ui/views/stage-views.ts';

/** The objective of a stage: how many of those who came to it took the next step, as a bar and in words. */
export function Reached({ stage, view }: { stage: Stage; view: StagesView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const objective = view.objectives.find((each) => each.stage === stage);
  if (!objective) return null;
  const days = view.rules.objectiveDays;
  if (objective.entered === 0) {
    return (
      <Text as="p" tone="subdued">
        {t('stages.nobodyCame', { count: days })}
      </Text>
    );
  }
  const step = stage === 'visitor' ? 'known' : stage === 'customer' || stage === 'loyal' ? 'again' : 'bought';
  const share = objective.reached / objective.entered;
  return (
    <BlockStack gap="100">
      <Text as="p">
        {t(`stages.reached.${step}`, {
          count: days,
          share: format.percent(share),
          reached: format.number(objective.reached),
          entered: format.number(objective.entered),
        })}
      </Text>
      <div className="reached" aria-hidden="true">
        <span style={{ width: `${share * 100}%`, background: (STAGE_TINTS[stage] ?? PLAIN_TINT).fill }} />
      </div>
      {objective.basket !== null && objective.orders !== null && (
        <Text as="p" tone="subdued">
          {t('stages.basket', {
            basket: format.money(objective.basket),
            orders: format.number(Math.round(objective.orders * 10) / 10),
          })}
        </Text>
      )}
    </BlockStack>
  );
}
