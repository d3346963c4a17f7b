import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Layout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { nameTopics, paceSchema, topicsSchema } from '../../shop/settings/pace.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
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
  const draft = useSavedDraft(saved);
  const { pace, topics } = draft.value;
  return (
    <DraftPage
      id="pace"
      bar={draft.bar}
      title={t('nav.pace')}
      subtitle={t('pace.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <Layout>
        <Layout.AnnotatedSection title={t('pace.caps')} description={t('pace.capsText')}>
          <CapFields
            pace={pace}
            errors={draft.errors}
            change={(part) => draft.change({ pace: { ...pace, ...part } })}
          />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('pace.quiet')} description={t('pace.quietText')}>
          <QuietFields quiet={pace.quiet} change={(quiet) => draft.change({ pace: { ...pace, quiet } })} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t('pace.topics')} description={t('pace.topicsText')}>
          <TopicFields topics={topics} errors={draft.errors} change={(next) => draft.change({ topics: next })} />
        </Layout.AnnotatedSection>
      </Layout>
    </DraftPage>
  );
}
