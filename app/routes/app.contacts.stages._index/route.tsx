import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { answerErrors } from '../../ui/answer-errors.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { NumberFields } from './number-fields.tsx';
import { StageList } from './stage-list.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.stages.view(shop));
}

const form = z.strictObject({
  loyalOrders: z.number().int().min(2).max(50),
  goBack: z.boolean(),
  objectiveDays: z.number().int().min(1).max(365),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>(answerErrors(read.error), 422);
  await context.app.pages.stages.setNumbers(shop, read.data);
  return json<ActionAnswer>({ ok: true });
}

export default function Stages() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { loyalOrders, goBack, objectiveDays } = view.rules;
  const draft = useSavedDraft({ loyalOrders, goBack, objectiveDays });
  return (
    <DraftPage
      id="stages"
      bar={draft.bar}
      title={t('nav.stages')}
      subtitle={t('stages.subtitle')}
      backAction={{ content: t('nav.contacts'), url: '/app/contacts' }}
    >
      <BlockStack gap="400">
        <StageList view={view} />
        <NumberFields draft={draft} errors={draft.errors} />
      </BlockStack>
    </DraftPage>
  );
}
