import { Banner, BlockStack, Card, Link, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { isUnderWay } from '../../decide/campaigns/states.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { LeftOutList } from '../../ui/pieces/left-out-list.tsx';
import type { CampaignView } from '../../ui/views/campaign-views.ts';

/** How far it has come: what has gone, what has not, and why not. */
export function ProgressCard({ view }: { view: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts, state } = view;
  if (!counts) return null;
  const skipped = counts.skipped.reduce((sum, { count }) => sum + count, 0);
  const settled = counts.submitted + counts.unknown + counts.refused + skipped;
  const share = counts.treated === 0 ? 1 : Math.min(1, settled / counts.treated);
  const figures = [
    ['gone', counts.submitted],
    ['toGo', counts.toCome + counts.waiting],
    ['unknown', counts.unknown],
    ['refusedByServer', counts.refused],
  ] as const;
  const shown = figures.filter(([name, count]) => name === 'gone' || (name === 'toGo' ? isUnderWay(state) : count > 0));
  const notSent = state === 'cancelled' ? counts.toCome : 0;
  const reasons = [
    ...counts.leftOut,
    ...counts.skipped,
    ...(notSent > 0 ? [{ reason: 'cancelled', count: notSent }] : []),
  ];
  const why = [...Map.groupBy(reasons, ({ reason }) => reason)].map(([reason, rows]) => ({
    reason,
    count: rows.reduce((sum, { count }) => sum + count, 0),
  }));
  const out = why.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd" id="progress">
            {t(`campaigns.progress.${state}`)}
          </Text>
          {isUnderWay(state) && (
            <ProgressBar progress={state === 'freezing' ? 5 : share * 100} size="small" ariaLabelledBy="progress" />
          )}
          {view.trouble === 'segment' && (
            <Banner tone="warning">
              <p>{t('campaigns.troubleSegment')}</p>
            </Banner>
          )}
          {counts.forWinner > 0 && isUnderWay(state) && (
            <Text as="p" tone="subdued">
              {t('campaigns.forWinner', { count: counts.forWinner, number: format.number(counts.forWinner) })}
            </Text>
          )}
        </BlockStack>
        <dl className="figures">
          {shown.map(([name, count]) => (
            <div key={name}>
              <dt>{t(`campaigns.figure.${name}`)}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
          <div>
            <dt>{t('campaigns.figure.orders')}</dt>
            <dd>{format.number(counts.orders)}</dd>
          </div>
          <div>
            <dt>{t('campaigns.figure.revenue')}</dt>
            <dd>{format.money(counts.revenue)}</dd>
          </div>
        </dl>
        <Link url={`/app/reports/campaign/${view.id}`}>{t('campaigns.toReport')}</Link>
        {counts.unknown > 0 && (
          <Text as="p" tone="subdued">
            {t('campaigns.unknownText')}
          </Text>
        )}
        {out > 0 && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {t('campaigns.leftOutCount', { count: out, number: format.number(out) })}
            </Text>
            <LeftOutList rows={why} />
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
