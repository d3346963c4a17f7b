import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Box, InlineStack, Layout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { settingsSchema, type Settings } from '../../shop/settings/settings.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { ExportButton } from '../../ui/pieces/export-button.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { CampaignFields } from './campaign-fields.tsx';
import { MailFields } from './mail-fields.tsx';
import { PageLinks } from './page-links.tsx';
import { RfmFields } from './rfm-fields.tsx';
import { SenderFields } from './sender-fields.tsx';
import { TagFields } from './tag-fields.tsx';
import { WindowFields } from './window-fields.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.settings.get(shop));
}

const form = settingsSchema.pick({
  campaigns: true,
  sender: true,
  mail: true,
  credit: true,
  proof: true,
  rfm: true,
  interests: true,
  tags: true,
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>(answerErrors(read.error), 422);
  await context.app.pages.settings.save(shop, read.data);
  return json<ActionAnswer>({ ok: true });
}

export default function SettingsPage() {
  const { settings: saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useSavedDraft<Settings>(saved);
  return (
    <DraftPage id="settings" bar={draft.bar} title={t('nav.settings')} titleHidden>
      {/* where the hidden title would stand */}
      <Box paddingBlockStart={{ xs: '0', md: '400' }}>
        <Layout>
          <Layout.AnnotatedSection title={t('settings.sender')} description={t('settings.senderText')}>
            <SenderFields draft={draft} saved={saved.sender} errors={draft.errors} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('settings.messagesTitle')} description={t('settings.messagesText')}>
            <PageLinks of="messages" />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('settings.mailTitle')} description={t('settings.mailText')}>
            <MailFields draft={draft} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('nav.campaigns')} description={t('campaigns.settingsText')}>
            <CampaignFields draft={draft} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('settings.creditTitle')} description={t('settings.creditText')}>
            <WindowFields draft={draft} errors={draft.errors} fields={['credit.windowDays']} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('settings.proofTitle')} description={t('settings.proofText')}>
            <WindowFields
              draft={draft}
              errors={draft.errors}
              fields={['proof.threshold', 'proof.windowHours', 'proof.stockBelow']}
            />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection id="rfm" title={t('settings.rfm')} description={t('settings.rfmText')}>
            <RfmFields draft={draft} errors={draft.errors} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('interests.title')} description={t('settings.interestsText')}>
            <WindowFields draft={draft} errors={draft.errors} fields={['interests.halfLifeDays']} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('tags.title')} description={t('settings.tagsText')}>
            <TagFields draft={draft} errors={draft.errors} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('settings.data')} description={t('settings.dataText')}>
            <PageLinks of="data">
              <BlockStack gap="200">
                <Text as="p">{t('settings.export')}</Text>
                <InlineStack>
                  <ExportButton />
                </InlineStack>
              </BlockStack>
            </PageLinks>
          </Layout.AnnotatedSection>
        </Layout>
      </Box>
    </DraftPage>
  );
}
