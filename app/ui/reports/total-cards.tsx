import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Counts } from '../../learn/reports/rates.ts';
import { useFormat } from '../format/use-format.ts';

interface Total {
  name: string;
  shown: string;
  now: number;
  before: number;
}

/** The sums of a period beside those of as many days before. */
export function TotalCards({ counts, previous, days }: { counts: Counts; previous: Counts; days: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const net = ({ revenue = 0, refunded = 0 }: Counts) => revenue - refunded;
  const counted = (name: 'submitted' | 'clicked' | 'orders', label: string): Total => ({
    name: label,
    shown: format.number(counts[name] ?? 0),
    now: counts[name] ?? 0,
    before: previous[name] ?? 0,
  });
  const totals: Total[] = [
    { name: t('report.net'), shown: format.money(net(counts)), now: net(counts), before: net(previous) },
    counted('orders', t('report.metric.orders')),
    counted('submitted', t('report.metric.submitted')),
    counted('clicked', t('report.metric.clicked')),
  ];
  const change = ({ now, before }: Total) =>
    before > 0
      ? t('report.change', { change: signed(format.percent, now / before - 1), count: days })
      : t('report.noChange', { count: days });
  return (
    <ul className="total-cards">
      {totals.map((total) => (
        <li key={total.name}>
          <Card padding="400">
            <BlockStack gap="100">
              <Text as="h2" variant="bodyMd" tone="subdued">
                {total.name}
              </Text>
              <Text as="p" variant="headingLg">
                {total.shown}
              </Text>
              <Text as="p" tone="subdued">
                {change(total)}
              </Text>
            </BlockStack>
          </Card>
        </li>
      ))}
    </ul>
  );
}

const signed = (percent: (share: number) => string, share: number) => `${share > 0 ? '+' : ''}${percent(share)}`;
