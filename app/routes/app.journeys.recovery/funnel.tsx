import { BlockStack, Card, Text } from '@shopify/polaris';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { RecoveryFunnel } from '../../ui/views/recovery-views.ts';

const STEPS = ['started', 'abandoned', 'mailed', 'clicked', 'recovered'] as const;
const TINTS = ['#5b6b80', '#a9a391', '#ecc063', '#f2a52c', '#c2470f'];

/** From a started checkout to a recovered order, in counts; each rate is of the step before. */
export function Funnel({ funnel }: { funnel: RecoveryFunnel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, funnel.started);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('recovery.funnel')}
          </Text>
          <Text as="p" tone="subdued">
            {t('recovery.funnelText', { count: funnel.days })}
          </Text>
        </BlockStack>
        {funnel.started === 0 ? (
          <Text as="p">{t('recovery.funnelEmpty')}</Text>
        ) : (
          <ol className="funnel">
            {STEPS.map((step, index) => {
              const count = funnel[step];
              const above = index === 0 ? null : funnel[STEPS[index - 1] ?? step];
              const share = `${(count / most) * 100}%`;
              return (
                <li key={step} className="funnel-step" style={{ '--share': share } as CSSProperties}>
                  <span className="funnel-bar" aria-hidden="true">
                    <span style={{ height: share, background: TINTS[index] }} />
                  </span>
                  <span className="funnel-name">{t(`recovery.step.${step}`)}</span>
                  <span className="funnel-count">{format.number(count)}</span>
                  {above !== null && above > 0 && (
                    <span className="funnel-rate" title={`${format.number(count)} / ${format.number(above)}`}>
                      {t('recovery.ofBefore', { share: format.percent(count / above) })}
                    </span>
                  )}
                </li>
              );
            })}
          </ol>
        )}
        {funnel.started > 0 && (
          <Text as="p">
            {t('recovery.outcome', {
              count: funnel.recovered,
              number: format.number(funnel.recovered),
              amount: format.money(funnel.amount),
            })}
            {funnel.heldOut > 0 &&
              ` ${t('recovery.heldOut', { count: funnel.heldOut, number: format.number(funnel.heldOut) })}`}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
