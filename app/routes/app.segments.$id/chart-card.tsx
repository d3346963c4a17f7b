import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { DayChart } from '../../ui/pieces/day-chart.tsx';
import type { SegmentDay, SegmentView } from '../../ui/views/segment-views.ts';

const noon = (day: string) => Date.parse(`${day}T12:00Z`);

/** Size and revenue by day, as lines or as the table of the same numbers. */
export function ChartCard({ view }: { view: SegmentView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const { days } = view;
  const revenue = days.reduce((sum, day) => sum + day.revenue, 0);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('segments.overTime')}
          </Text>
          {days.length > 1 && (
            <Button variant="plain" onClick={() => setAsTable(!asTable)}>
              {t(asTable ? 'word.asChart' : 'word.asTable')}
            </Button>
          )}
        </InlineStack>
        <dl className="figures">
          <div>
            <dt>{t('segments.sizeNow')}</dt>
            <dd>{format.number(view.count)}</dd>
          </div>
          <div>
            <dt>{t('segments.change')}</dt>
            <dd>{view.change === null ? t('segments.tooYoung') : format.change(view.change)}</dd>
          </div>
          <div>
            <dt>{t('segments.revenueOf', { count: days.length })}</dt>
            <dd>{format.money(revenue)}</dd>
          </div>
        </dl>
        {days.length < 2 ? (
          <Text as="p" tone="subdued">
            {t('segments.noDays')}
          </Text>
        ) : asTable ? (
          <DayTable days={days} />
        ) : (
          <BlockStack gap="400">
            <DayChart
              title={t('segments.chartSize')}
              points={days.map(({ day, count }) => ({ at: noon(day), value: count }))}
              show={format.number}
            />
            <DayChart
              title={t('segments.chartRevenue', { currency: format.currency })}
              points={days.map(({ day, revenue: value }) => ({ at: noon(day), value }))}
              show={format.money}
              tone="won"
            />
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function DayTable({ days }: { days: SegmentDay[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    // who has no mouse scrolls it with the keyboard
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable (WCAG 2.1.1)
    <div className="day-table" role="region" aria-label={t('segments.overTime')} tabIndex={0}>
      <table className="moves">
        <thead>
          <tr>
            <th scope="col">{t('segments.day')}</th>
            <th scope="col">{t('segments.size')}</th>
            <th scope="col">{t('segments.joined')}</th>
            <th scope="col">{t('segments.left')}</th>
            <th scope="col">{t('segments.revenueShort')}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <td>{format.day(noon(day.day))}</td>
              <td>{format.number(day.count)}</td>
              <td>{format.number(day.joined)}</td>
              <td>{format.number(day.left)}</td>
              <td>{format.money(day.revenue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
