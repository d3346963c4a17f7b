import type { ReactNode } from 'react';
import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import type { CampaignView } from '../../ui/views/campaign-views.ts';

/** What was decided about it. */
export function PlanCard({ view }: { view: CampaignView }) {
  const { t, i18n } = useTranslation();
  const say = useWords();
  const format = useFormat();
  const { plan } = view;
  const { schedule } = plan;
  const wall = schedule.kind === 'now' ? null : Date.parse(`${schedule.wall}:00Z`);
  // a wall clock, whosever it is
  const clock = new Intl.DateTimeFormat(i18n.language, {
    timeZone: 'UTC',
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const lines: [string, ReactNode][] = [
    [
      t('campaigns.include'),
      view.resent ? (
        <Link key="resent" url={`/app/campaigns/${view.resent.id}`}>
          {t(`campaigns.resendTo.${plan.resend?.to ?? 'not_opened'}`, {
            name: view.resent.name,
            context: view.channel,
          })}
        </Link>
      ) : (
        view.include.map(say).join(', ') || '–'
      ),
    ],
    ...(view.exclude.length > 0
      ? [[t('campaigns.exclude'), view.exclude.map(say).join(', ')] as [string, string]]
      : []),
    [
      t('campaigns.when'),
      wall === null
        ? t('campaigns.schedule.now')
        : t(`campaigns.scheduled.${schedule.kind}`, { moment: clock.format(wall) }),
    ],
    [t('campaigns.conversion'), t(`campaigns.conversions.${plan.conversion}`)],
    ...(plan.holdout > 0 ? [[t('campaigns.holdout'), format.percent(plan.holdout / 1000)] as [string, string]] : []),
    ...(view.startedAt === null ? [] : [[t('campaigns.startedAt'), format.moment(view.startedAt)] as [string, string]]),
    ...(view.endedAt === null ? [] : [[t('campaigns.endedAt'), format.moment(view.endedAt)] as [string, string]]),
  ];
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('campaigns.plan')}
        </Text>
        <dl className="plan-lines">
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </BlockStack>
    </Card>
  );
}
