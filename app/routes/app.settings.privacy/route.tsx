import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { settingsSchema, type Settings } from '../../shop/settings/settings.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
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
  const fetcher = useFetcher<ActionAnswer>();
  const draft = useDraft<Settings['privacy']>(view.kept);
  useToastOf(fetcher);
  const save = () =>
    fetcher.submit(JSON.stringify({ privacy: draft.value }), { method: 'post', encType: 'application/json' });
  return (
    <Page
      title={t('privacy.title')}
      subtitle={t('privacy.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <TitleBar title={t('privacy.title')} />
      <SaveBar
        id="privacy"
        dirty={draft.dirty}
        busy={fetcher.state !== 'idle'}
        save={save}
        discard={() => draft.discard()}
      />
      <Layout>
        <Layout.AnnotatedSection title={t('privacy.requests')} description={t('privacy.requestsText')}>
          <RequestsCard requests={view.requests} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('privacy.kept')} description={t('privacy.keptText')}>
          <KeptFields draft={draft} errors={(draft.dirty && fetcher.data?.errors) || {}} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('privacy.access')} description={t('privacy.accessText')}>
          <AccessCard first={view.access} />
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}
