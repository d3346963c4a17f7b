import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { answerErrors } from '../../ui/answer-errors.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
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
  const fetcher = useFetcher<ActionAnswer>();
  const { loyalOrders, goBack, objectiveDays } = view.rules;
  const draft = useDraft({ loyalOrders, goBack, objectiveDays });
  useToastOf(fetcher);
  return (
    <Page
      title={t('nav.stages')}
      subtitle={t('stages.subtitle')}
      backAction={{ content: t('nav.contacts'), url: '/app/contacts' }}
    >
      <TitleBar title={t('nav.stages')} />
      <SaveBar
        id="stages"
        dirty={draft.dirty}
        busy={fetcher.state !== 'idle'}
        save={() => fetcher.submit(JSON.stringify(draft.value), { method: 'post', encType: 'application/json' })}
        discard={() => draft.discard()}
      />
      <BlockStack gap="400">
        <StageList view={view} />
        <NumberFields draft={draft} errors={(draft.dirty && fetcher.data?.errors) || {}} />
      </BlockStack>
    </Page>
  );
}
