import { Banner, BlockStack, Card, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { ReckonedAudience } from '../../ui/pieces/reckoned-audience.tsx';
import type { CampaignView } from '../../ui/views/campaign-views.ts';

/** Before it goes out: what is missing, and who would get it. */
export function ReviewCard({ view }: { view: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { problems, plan, at, state } = view;
  return (
    <BlockStack gap="400">
      {problems.length > 0 && (
        <Banner tone="warning" title={t('campaigns.missing')} {...waysOut(view, t)}>
          <List>
            {problems.map((problem) => (
              <List.Item key={problem}>{t(`campaigns.problem.${problem}`, { context: view.channel })}</List.Item>
            ))}
          </List>
        </Banner>
      )}
      {state === 'approval' && (
        <Banner tone="info" title={t('campaigns.waitsForApproval')}>
          <p>{t(view.mayApprove ? 'campaigns.youMayApprove' : 'campaigns.othersApprove')}</p>
        </Banner>
      )}
      {state === 'scheduled' && at !== null && (
        <Banner tone="info" title={t('campaigns.begins', { moment: format.moment(at) })}>
          <p>{t('campaigns.beginsText')}</p>
        </Banner>
      )}
      <Card padding={{ xs: '400', md: '500' }}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('campaigns.whoGetsIt')}
          </Text>
          <ReckonedAudience reckoned={view.reckoned} nobody={plan.include.length === 0 && plan.resend === null} />
          <Text as="p" tone="subdued">
            {t(`campaigns.reckonedNote.${view.channel}`)}
          </Text>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}

/** What is missing in the campaign is mended there; what carries it, elsewhere. */
function waysOut({ id, channel, problems }: CampaignView, t: (key: string) => string) {
  const edit = { content: t('word.edit'), url: `/app/campaigns/${id}/edit` };
  const carry =
    channel === 'push'
      ? { content: t('nav.storefront'), url: '/app/storefront' }
      : { content: t('texts.addSender'), url: '/app/settings/texts/new' };
  if (!problems.includes('no_sender')) return { action: edit };
  return problems.length === 1 ? { action: carry } : { action: edit, secondaryAction: carry };
}
