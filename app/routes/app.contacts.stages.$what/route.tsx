import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useSubmit } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Layout, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { conditionSchema, EVERYBODY, leavesOf } from '../../understand/conditions/condition.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { ConditionEditor } from '../../ui/conditions/condition-editor.tsx';
import { LiveCountCard } from '../../ui/conditions/live-count.tsx';
import { useConditionDraft } from '../../ui/conditions/use-condition-draft.ts';
import { useLiveCount } from '../../ui/conditions/use-live-count.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { STAGE_CONDITIONS, type StageCondition } from '../../ui/views/stage-views.ts';

function conditionNamed(what: string | undefined): StageCondition {
  const named = STAGE_CONDITIONS.find((each) => each === what);
  if (!named) throw new Response(null, { status: 404 });
  return named;
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const what = conditionNamed(params['what']);
  const rules = await context.app.pages.stages.rules(shop);
  return json({ what, condition: rules[what] ?? EVERYBODY });
}

/** What follows from the stage cannot decide it. */
const form = conditionSchema.refine(({ when }) =>
  leavesOf(when).every(({ type }) => type !== 'stage' && type !== 'segment'),
);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const what = conditionNamed(params['what']);
  const { stages } = context.app.pages;
  if (request.method === 'DELETE') {
    await stages.setCondition(shop, what, null);
    return redirect('/app/contacts/stages');
  }
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>(answerErrors(read.error), 422);
  // nobody is kept out by a condition that asks nothing
  const nothing = what === 'unqualified' && leavesOf(read.data.when).length === 0;
  await stages.setCondition(shop, what, nothing ? null : read.data);
  return json<ActionAnswer>({ ok: true });
}

export default function StageCondition() {
  const { what, condition } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const submit = useSubmit();
  const fetcher = useFetcher<ActionAnswer>();
  const editor = useConditionDraft(condition);
  const live = useLiveCount(editor.condition);
  useToastOf(fetcher);
  const title = t(`stages.titles.${what}`);
  const refused = editor.dirty && fetcher.data?.errors;
  return (
    <Page
      title={title}
      backAction={{ content: t('nav.stages'), url: '/app/contacts/stages' }}
      secondaryActions={[
        {
          content: t(what === 'unqualified' ? 'stages.keepNobody' : 'scoring.asShipped'),
          onAction: () => submit(null, { method: 'delete', action: `/app/contacts/stages/${what}` }),
        },
      ]}
    >
      <TitleBar title={title} />
      <SaveBar
        id="stage"
        dirty={editor.dirty}
        busy={fetcher.state !== 'idle'}
        save={() => fetcher.submit(JSON.stringify(editor.condition), { method: 'post', encType: 'application/json' })}
        discard={() => editor.discard()}
      />
      <Layout>
        <Layout.Section>
          <Card padding={{ xs: '400', md: '500' }}>
            <BlockStack gap="300">
              <Text as="p" tone="subdued">
                {t(`stages.texts.${what}`)}
              </Text>
              <ConditionEditor
                editor={editor}
                gaps={live.answer && !live.answer.ok ? live.answer.gaps : []}
                empty={t(what === 'unqualified' ? 'stages.unqualifiedNobody' : 'stages.everyLead')}
              />
              {refused && (
                <Text as="p" tone="critical">
                  {t('stages.circular')}
                </Text>
              )}
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="stays-in-view">
            <LiveCountCard live={live} />
          </div>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
