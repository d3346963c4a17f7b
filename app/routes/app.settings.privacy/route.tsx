import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Layout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { settingsSchema, type Settings } from '../../shop/settings/settings.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { AccessCard } from './access-card.tsx';
import { KeptFields } from './kept-fields.tsx';
import { RequestsCard } from './requests-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.privacy.view(shop));
}

const form = settingsSchema.pick({ privacy: true });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>(answerErrors(read.error), 422);
  await context.app.pages.privacy.save(shop, read.data.privacy);
  return json<ActionAnswer>({ ok: true });
}

export default function Privacy() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useSavedDraft<Settings['privacy']>(view.kept, (privacy) => ({ privacy }));
  return (
    <DraftPage
      id="privacy"
      bar={draft.bar}
      title={t('privacy.title')}
      subtitle={t('privacy.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <Layout>
        <Layout.AnnotatedSection title={t('privacy.requests')} description={t('privacy.requestsText')}>
          <RequestsCard requests={view.requests} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('privacy.kept')} description={t('privacy.keptText')}>
          <KeptFields draft={draft} errors={draft.errors} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('privacy.access')} description={t('privacy.accessText')}>
          <AccessCard first={view.access} />
        </Layout.AnnotatedSection>
      </Layout>
    </DraftPage>
  );
}
