import { Form } from '@remix-run/react';
import { BlockStack, Button, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../platform/clock/clock.ts';

const BACK = [7, 30, 90, 365];

interface Props {
  /** YYYY-MM-DD */
  period: { from: string; to: string };
  today: string;
  /** of what the days are: all that happened in them, both included, or how things stood at the end of each */
  of: 'days' | 'ends';
}

/** Of which days: some spans at hand, and any other by its days. The address says them. */
export function PeriodPicker({ period, today, of }: Props) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const back = (days: number) => (of === 'days' ? days - 1 : days) * DAY;
  const firstOf = (days: number) => new Date(Date.parse(`${today}T00:00Z`) - back(days)).toISOString().slice(0, 10);
  const words = of === 'days' ? 'report' : 'rfm.history';
  return (
    <BlockStack gap="300">
      <InlineStack gap="200">
        {BACK.map((days) => (
          <Button
            key={days}
            size="slim"
            url={`?from=${firstOf(days)}&to=${today}`}
            pressed={period.to === today && period.from === firstOf(days)}
          >
            {t('rfm.history.lastDays', { count: days })}
          </Button>
        ))}
      </InlineStack>
      <Form method="get">
        <InlineStack gap="300" blockAlign="end">
          <TextField
            label={t(`${words}.from`)}
            name="from"
            type="date"
            autoComplete="off"
            value={from}
            max={to}
            onChange={setFrom}
          />
          <TextField
            label={t(`${words}.to`)}
            name="to"
            type="date"
            autoComplete="off"
            value={to}
            max={today}
            onChange={setTo}
          />
          <Button submit>{t('rfm.history.show')}</Button>
        </InlineStack>
      </Form>
    </BlockStack>
  );
}
