import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { DayChart } from '../../ui/pieces/day-chart.tsx';
import { DayTable, noonOf } from '../../ui/reports/day-table.tsx';
import type { SocialView } from '../../ui/views/social-views.ts';

type Day = SocialView['days'][number];

const NUMBERS = ['reach', 'likes', 'comments', 'shares', 'clicks'] as const;
const CHARTS = ['reach', 'reactions', 'clicks'] as const;

/** What people did of themselves; null while no network tells it. */
const reactionsOf = ({ likes, comments, shares }: Day) =>
  likes === null && comments === null && shares === null ? null : (likes ?? 0) + (comments ?? 0) + (shares ?? 0);

const valueOf = (chart: (typeof CHARTS)[number], day: Day) => (chart === 'reactions' ? reactionsOf(day) : day[chart]);

/** How it was taken, by the end of each day, with the same numbers as a table. */
export function ResultsCard({ days, variants }: Pick<SocialView, 'days' | 'variants'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const told = CHARTS.filter((chart) => days.some((day) => valueOf(chart, day) !== null));
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('social.byDay.title')}
        </Text>
        {told.map((chart) => (
          <DayChart
            key={chart}
            title={t(`social.byDay.${chart}`)}
            points={days.map((day) => ({ at: noonOf(day.day), value: valueOf(chart, day) ?? 0 }))}
            show={(value) => format.number(Math.round(value))}
          />
        ))}
        <DayTable
          days={days}
          columns={NUMBERS.filter((name) => days.some((day) => day[name] !== null)).map((name) => ({
            title: t(`social.results.${name}`),
            show: (day: Day) => (day[name] === null ? '–' : format.number(day[name])),
          }))}
        />
        <Text as="p" tone="subdued">
          {t('social.byDay.rule')} {variants.length > 1 && t('social.byDay.several')}
        </Text>
      </BlockStack>
    </Card>
  );
}
