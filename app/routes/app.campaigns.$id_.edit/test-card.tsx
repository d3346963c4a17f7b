import { BlockStack, Card, FormLayout, RangeSlider, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { type Metric, metricsOf, type Plan } from '../../decide/campaigns/plan.ts';
import { USUAL } from '../../decide/campaigns/sample-size.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { CampaignEdit, Reckoning } from '../../ui/views/campaign-views.ts';
import { whatItSees } from './what-it-sees.ts';

const MOST_HOURS = 168;

interface Props {
  plan: Plan;
  channel: Channel;
  /** what each metric was for the shop so far */
  base: CampaignEdit['base'];
  reckoned: Reckoning | null;
  change: (part: Partial<Plan>) => void;
}

/** On how many it is tried, by what, for how long; and what such a test can see, told beforehand. */
export function TestCard({ plan, channel, base: rates, reckoned, change }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { test, variants } = plan;
  if (!test) return null;
  const set = (part: Partial<typeof test>) => change({ test: { ...test, ...part } });
  const each = reckoned ? Math.floor((reckoned.treated * test.share) / 1000 / variants.length) : null;
  // what the shop's mails brought so far were orders
  const base = test.metric === 'converted' && plan.conversion !== 'order' ? USUAL.converted : rates[test.metric];
  const sees = each === null ? null : whatItSees(each, base, test.metric, variants.length);
  const points = (share: number) => t('campaigns.points', { points: format.number(Math.round(share * 1000) / 10) });
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('campaigns.test')}
        </Text>
        <FormLayout>
          <RangeSlider
            label={t('campaigns.testShare', { share: format.percent(test.share / 1000) })}
            min={50}
            max={1000}
            step={50}
            output
            value={test.share}
            onChange={(share) => set({ share: Number(share) })}
            helpText={t(test.share === 1000 ? 'campaigns.testAll' : 'campaigns.testRest')}
          />
          <Select
            label={t('campaigns.metric')}
            options={metricsOf(channel).map((metric) => ({
              label: t(`campaigns.metrics.${metric}`, { context: channel }),
              value: metric,
            }))}
            value={test.metric}
            onChange={(metric) => set({ metric: metric as Metric })}
          />
          <TextField
            label={t('campaigns.testHours')}
            type="number"
            min={1}
            max={MOST_HOURS}
            autoComplete="off"
            value={String(test.hours)}
            onChange={(text) => set({ hours: Math.min(MOST_HOURS, Math.max(1, Math.round(Number(text) || 1))) })}
          />
        </FormLayout>
        {each !== null && (
          <Text as="p" tone={sees?.difference == null ? 'caution' : 'subdued'}>
            {sees?.difference == null
              ? t('campaigns.testBlind', { each: format.number(each), need: format.number(sees?.need ?? 0) })
              : t('campaigns.testSees', {
                  each: format.number(each),
                  points: points(sees.difference),
                  base: format.percent(base),
                })}
          </Text>
        )}
        <Text as="p" tone="subdued">
          {t('campaigns.testRule')}
        </Text>
      </BlockStack>
    </Card>
  );
}
