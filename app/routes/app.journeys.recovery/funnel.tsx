import { BlockStack, Card, Text } from '@shopify/polaris';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { RecoveryFunnel } from '../../ui/views/recovery-views.ts';

const STEPS = ['started', 'abandoned', 'mailed', 'reminded', 'clicked', 'recovered'] as const;
type Step = (typeof STEPS)[number];
const TINTS: Record<Step, string> = {
  started: '#5b6b80',
  abandoned: '#a9a391',
  mailed: '#ecc063',
  reminded: '#f6d999',
  clicked: '#f2a52c',
  recovered: '#c2470f',
};

/** Of whom a step is a share, and under what name: of the step before, which for clicks is whoever was written to at all. */
function shareOf(step: Step, funnel: RecoveryFunnel): { above: number; words: string } | null {
  switch (step) {
    case 'started':
      return null;
    case 'abandoned':
      return { above: funnel.started, words: 'recovery.ofBefore' };
    case 'mailed':
      return { above: funnel.abandoned, words: 'recovery.ofBefore' };
    case 'reminded':
      return { above: funnel.mailed, words: 'recovery.ofMailed' };
    case 'clicked':
      return { above: funnel.written, words: funnel.reminded > 0 ? 'recovery.ofWritten' : 'recovery.ofBefore' };
    case 'recovered':
      return { above: funnel.clicked, words: 'recovery.ofBefore' };
    default:
      return step satisfies never;
  }
}

/**
 * From a started checkout to a recovered order, in counts; each rate is of the step before.
 * @param reminds whether there is a second reminder, which is shown beside the mail
 */
export function Funnel({ funnel, reminds }: { funnel: RecoveryFunnel; reminds: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, funnel.started);
  const steps = STEPS.filter((step) => step !== 'reminded' || reminds || funnel.reminded > 0);
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
            {steps.map((step) => {
              const count = funnel[step];
              const of = shareOf(step, funnel);
              const share = `${(count / most) * 100}%`;
              return (
                <li key={step} className="funnel-step" style={{ '--share': share } as CSSProperties}>
                  <span className="funnel-bar" aria-hidden="true">
                    <span style={{ height: share, background: TINTS[step] }} />
                  </span>
                  <span className="funnel-name">{t(`recovery.step.${step}`)}</span>
                  <span className="funnel-count">{format.number(count)}</span>
                  {of !== null && of.above > 0 && (
                    <span className="funnel-rate" title={`${format.number(count)} / ${format.number(of.above)}`}>
                      {t(of.words, { share: format.percent(count / of.above) })}
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
