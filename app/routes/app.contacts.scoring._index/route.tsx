import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { bandsSchema } from '../../understand/scoring/bands-form.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { ScoreEffect } from '../../ui/pieces/score-effect.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useScorePreview } from '../../ui/use-score-preview.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { BandFields } from './band-fields.tsx';
import { Rescoring } from './rescoring.tsx';
import { RuleList } from './rule-list.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.scoring.view(shop));
}

const deed = z.strictObject({ do: z.enum(['stop', 'resume']), task: z.string().max(100) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { scoring } = context.app.pages;
  const body: unknown = await request.json().catch(() => null);
  const asked = deed.safeParse(body);
  if (asked.success) {
    await scoring[asked.data.do](shop, asked.data.task);
    return json<ActionAnswer>({ ok: true, says: `scoring.did.${asked.data.do}` });
  }
  const form = bandsSchema.safeParse(body);
  if (!form.success) return json<ActionAnswer>(answerErrors(form.error), 422);
  await scoring.setBands(shop, form.data);
  return json<ActionAnswer>({ ok: true });
}

export default function Scoring() {
  const { rules, bands, rescoring } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useSavedDraft(bands);
  const preview = useScorePreview(draft.dirty ? { bands: draft.value } : null);
  return (
    <DraftPage
      id="bands"
      bar={draft.bar}
      title={t('nav.scoring')}
      subtitle={t('scoring.subtitle')}
      backAction={{ content: t('nav.contacts'), url: '/app/contacts' }}
      primaryAction={{ content: t('scoring.new'), url: '/app/contacts/scoring/new' }}
    >
      <BlockStack gap="400">
        {rescoring && <Rescoring key={rescoring.id} of={rescoring} />}
        <Layout>
          <Layout.Section>
            <RuleList rules={rules} />
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <BandFields draft={draft} errors={draft.errors} />
              {draft.dirty && <ScoreEffect preview={preview} />}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </DraftPage>
  );
}
