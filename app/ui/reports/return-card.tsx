import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Return } from '../../learn/reports/money.ts';
import { useFormat } from '../format/use-format.ts';
import { Why } from '../pieces/why.tsx';

/** What messages returned: margin against cost, with revenue ÷ cost beside it under its own name. */
export function ReturnCard({ returned, isCampaign = false }: { returned: Return; isCampaign?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { net, cost, discounts, margin, marginKnown, returnOnInvestment, revenueOverCost } = returned;
  const title = t('report.return.title');
  const costNote =
    cost === 0
      ? t('report.return.noCost')
      : discounts > 0
        ? t('report.return.discounts', { amount: format.money(discounts) })
        : null;
  const lines: [string, string, string | null][] = [
    [t('report.net'), format.money(net), null],
    [
      t('report.return.margin'),
      margin === null ? '–' : format.money(margin),
      margin === null ? t('report.return.noGoods') : t('report.return.known', { share: format.percent(marginKnown) }),
    ],
    [t('report.return.cost'), format.money(cost), costNote],
    [t('report.return.roi'), returnOnInvestment === null ? '–' : format.percent(returnOnInvestment), null],
    [
      t('report.return.times'),
      revenueOverCost === null ? '–' : format.number(Math.round(revenueOverCost * 10) / 10),
      null,
    ],
  ];
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Why of={title} align="right">
            <BlockStack gap="200">
              <Text as="p">{t('report.return.why')}</Text>
              {discounts > 0 && <Text as="p">{t('report.return.whyDiscounts')}</Text>}
              <Text as="p">{t(isCampaign ? 'report.return.whyCampaign' : 'report.return.whyAll')}</Text>
            </BlockStack>
          </Why>
        </InlineStack>
        <dl className="reconciled">
          {lines.map(([name, value, note]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
              {note !== null && <dd className="report-note">{note}</dd>}
            </div>
          ))}
        </dl>
        <Link url="/app/reports/costs">{t('report.return.costs')}</Link>
      </BlockStack>
    </Card>
  );
}
