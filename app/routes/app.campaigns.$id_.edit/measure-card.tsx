import { BlockStack, Card, FormLayout, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { CONVERSIONS, type Plan } from '../../decide/campaigns/plan.ts';
import type { Channel } from '../../listen/facts/fact.ts';

const MOST_PERCENT = 50;

interface Props {
  plan: Plan;
  channel: Channel;
  change: (part: Partial<Plan>) => void;
}

/** What counts as success, and how many are held out to see whether it was the message. */
export function MeasureCard({ plan, channel, change }: Props) {
  const { t } = useTranslation();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('campaigns.measure')}
        </Text>
        <FormLayout>
          <Select
            label={t('campaigns.conversion')}
            options={CONVERSIONS.map((each) => ({ label: t(`campaigns.conversions.${each}`), value: each }))}
            value={plan.conversion}
            onChange={(next) => change({ conversion: CONVERSIONS.find((each) => each === next) ?? 'order' })}
          />
          <TextField
            label={t('campaigns.holdout')}
            helpText={t(`campaigns.holdoutHelp.${channel}`)}
            type="number"
            min={0}
            max={MOST_PERCENT}
            suffix="%"
            autoComplete="off"
            value={String(plan.holdout / 10)}
            onChange={(text) =>
              change({ holdout: Math.round(Math.min(MOST_PERCENT, Math.max(0, Number(text) || 0)) * 10) })
            }
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
