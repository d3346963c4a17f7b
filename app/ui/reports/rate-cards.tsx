import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { NamedRate } from '../../learn/reports/rates.ts';
import type { Channel } from '../../listen/facts/fact.ts';
import { useFormat } from '../format/use-format.ts';
import { Why } from '../pieces/why.tsx';

/** Each rate with its counts; what it divides by what is one click away. */
export function RateCards({ rates, channel = null }: { rates: NamedRate[]; channel?: Channel | null }) {
  return (
    <ul className="rate-cards">
      {rates.map((rate) => (
        <li key={rate.name}>
          <RateCard rate={rate} channel={channel} />
        </li>
      ))}
    </ul>
  );
}

function RateCard({ rate: { name, rate, beside }, channel }: { rate: NamedRate; channel: Channel | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  // some channels have words of their own
  const of = channel === null ? {} : { context: channel };
  const title = t(`report.rate.${name}`, of);
  const known = rate.value !== null;
  return (
    <Card padding="400">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" wrap={false}>
          <Text as="h3" variant="bodyMd" tone="subdued">
            {title}
          </Text>
          <Why of={title} align="right">
            <BlockStack gap="200">
              <Text as="p">{t(`report.rateWhy.${name}`, of)}</Text>
              {beside?.value != null && (
                <Text as="p">
                  {t(`report.rateBeside.${name}`, {
                    share: format.percent(beside.value),
                    count: beside.count,
                    of: format.number(beside.of),
                  })}
                </Text>
              )}
              {rate.between && (
                <Text as="p" tone="subdued">
                  {t('report.between', { low: format.percent(rate.between[0]), high: format.percent(rate.between[1]) })}
                </Text>
              )}
            </BlockStack>
          </Why>
        </InlineStack>
        <Text as="p" variant="headingLg">
          {known ? format.percent(rate.value ?? 0) : '–'}
        </Text>
        <Text as="p" tone="subdued">
          {known ? t('report.counts', { count: rate.count, of: format.number(rate.of) }) : t('report.nothingToDivide')}
        </Text>
        {known && !rate.enough && (
          <Text as="p" tone="subdued">
            {t('report.few')}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
