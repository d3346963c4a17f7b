import { Form } from '@remix-run/react';
import { BlockStack, Button, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../platform/clock/clock.ts';

const BACK = [7, 30, 90, 365];

/** Of which days: some spans at hand, and any other by its days. */
export function PeriodPicker({ period, today }: { period: { from: string; to: string }; today: string }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const firstOf = (days: number) =>
    new Date(Date.parse(`${today}T00:00Z`) - (days - 1) * DAY).toISOString().slice(0, 10);
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
            label={t('report.from')}
            name="from"
            type="date"
            autoComplete="off"
            value={from}
            max={to}
            onChange={setFrom}
          />
          <TextField
            label={t('report.to')}
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
