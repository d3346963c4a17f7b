import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { nameTopics, paceSchema, topicsSchema } from '../../shop/settings/pace.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { CapFields } from './cap-fields.tsx';
import { QuietFields } from './quiet-fields.tsx';
import { TopicFields } from './topic-fields.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { settings } = await context.app.pages.settings.get(shop);
  return json({ pace: settings.pace, topics: settings.preferences.topics });
}

const form = z.strictObject({
  pace: paceSchema,
  topics: z.preprocess((topics) => nameTopics(topics), topicsSchema),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>(answerErrors(read.error), 422);
  const { pace, topics } = read.data;
  await context.app.pages.settings.save(shop, { pace, preferences: { topics } });
  return json<ActionAnswer>({ ok: true });
}

/** How often people are written to, when not, and what they may choose themselves. */
export default function PaceSettings() {
  const saved = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const draft = useDraft(saved);
  useToastOf(fetcher);
  const errors = (draft.dirty && fetcher.data?.errors) || {};
  const { pace, topics } = draft.value;
  return (
    <Page
      title={t('nav.pace')}
      subtitle={t('pace.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <TitleBar title={t('nav.pace')} />
      <SaveBar
        id="pace"
        dirty={draft.dirty}
        busy={fetcher.state !== 'idle'}
        save={() => fetcher.submit(JSON.stringify(draft.value), { method: 'post', encType: 'application/json' })}
        discard={() => draft.discard()}
      />
      <Layout>
        <Layout.AnnotatedSection title={t('pace.caps')} description={t('pace.capsText')}>
          <CapFields pace={pace} errors={errors} change={(part) => draft.change({ pace: { ...pace, ...part } })} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('pace.quiet')} description={t('pace.quietText')}>
          <QuietFields quiet={pace.quiet} change={(quiet) => draft.change({ pace: { ...pace, quiet } })} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('pace.topics')} description={t('pace.topicsText')}>
          <TopicFields topics={topics} errors={errors} change={(next) => draft.change({ topics: next })} />
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}
