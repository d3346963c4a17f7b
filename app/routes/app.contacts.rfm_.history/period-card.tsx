import { Form } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../platform/clock/clock.ts';
import type { RfmHistoryView } from '../../ui/views/rfm-views.ts';

const BACK = [7, 30, 90, 365];

/** Between which two days: some spans at hand, and any other by its days. */
export function PeriodCard({ view }: { view: RfmHistoryView }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(view.period.from);
  const [to, setTo] = useState(view.period.to);
  const before = (days: number) => new Date(Date.parse(`${view.today}T00:00Z`) - days * DAY).toISOString().slice(0, 10);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200">
          {BACK.map((days) => (
            <Button
              key={days}
              size="slim"
              url={`/app/contacts/rfm/history?from=${before(days)}&to=${view.today}`}
              pressed={view.period.to === view.today && view.period.from === before(days)}
            >
              {t('rfm.history.lastDays', { count: days })}
            </Button>
          ))}
        </InlineStack>
        <Form method="get">
          <InlineStack gap="300" blockAlign="end">
            <TextField
              label={t('rfm.history.from')}
              name="from"
              type="date"
              autoComplete="off"
              value={from}
              max={to}
              onChange={setFrom}
            />
            <TextField
              label={t('rfm.history.to')}
              name="to"
              type="date"
              autoComplete="off"
              value={to}
              max={view.today}
              onChange={setTo}
            />
            <Button submit>{t('rfm.history.show')}</Button>
          </InlineStack>
        </Form>
      </BlockStack>
    </Card>
  );
}
