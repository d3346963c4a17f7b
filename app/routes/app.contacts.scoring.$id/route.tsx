import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Layout, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { EVERYBODY } from '../../understand/conditions/condition.ts';
import { type RuleForm, ruleSchema } from '../../understand/scoring/rule-form.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { ConditionEditor } from '../../ui/conditions/condition-editor.tsx';
import { Names } from '../../ui/conditions/name-book.ts';
import { useConditionDraft } from '../../ui/conditions/use-condition-draft.ts';
import { useLiveCount } from '../../ui/conditions/use-live-count.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { ScoreEffect } from '../../ui/pieces/score-effect.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useRemove } from '../../ui/use-remove.ts';
import { useRuleWords } from '../../ui/use-rule-words.ts';
import { useScorePreview } from '../../ui/use-score-preview.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { PassingFields } from './passing-fields.tsx';
import { RuleFields } from './rule-fields.tsx';
import type { NamesById } from '../../ui/views/condition-views.ts';

const NEW = 'new';
const FRESH: RuleForm = {
  id: null,
  name: '',
  scope: 'global',
  trigger: { type: 'fact', kind: 'page.viewed', where: [] },
  points: 5,
  cap: null,
  halfLife: null,
  expires: null,
  on: true,
};

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { rules } = await context.app.pages.scoring.view(shop);
  const rule = rules.find(({ id }) => id === params['id']);
  if (!rule && params['id'] !== NEW) throw new Response(null, { status: 404 });
  const form: RuleForm = rule ?? FRESH;
  return json({ rule: form, names: await context.app.pages.scoring.names(shop, form) });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { scoring } = context.app.pages;
  const id = params['id'] === NEW ? null : (params['id'] ?? null);
  if (request.method === 'DELETE') {
    if (id) await scoring.remove(shop, id);
    return redirect('/app/contacts/scoring');
  }
  if (request.method === 'PUT') {
    if (id) await scoring.restore(shop, id);
    return redirect('/app/contacts/scoring');
  }
  const form = ruleSchema.safeParse(await request.json().catch(() => null));
  if (!form.success) return json<ActionAnswer>(answerErrors(form.error), 422);
  if (form.data.trigger.type === 'fact' || form.data.trigger.type === 'condition') {
    if (form.data.name === '') return json<ActionAnswer>({ ok: false, errors: { name: 'scoring.nameMissing' } }, 422);
  }
  if (!(await scoring.save(shop, { ...form.data, id }))) {
    return json<ActionAnswer>({ ok: false, says: 'scoring.tooMany' }, 409);
  }
  return id ? json<ActionAnswer>({ ok: true }) : redirect('/app/contacts/scoring');
}

export default function RuleEditor() {
  const { rule, names } = useLoaderData<typeof loader>() as { rule: RuleForm; names: NamesById };
  const { t } = useTranslation();
  const words = useRuleWords();
  const book = useNameBook(names);
  const fetcher = useFetcher<ActionAnswer>();
  const draft = useDraft<RuleForm>(rule);
  const asks = draft.value.trigger.type === 'condition';
  const editor = useConditionDraft(rule.trigger.type === 'condition' ? rule.trigger.condition : EVERYBODY);
  const live = useLiveCount(editor.condition);
  useToastOf(fetcher);
  const whole: RuleForm = asks
    ? { ...draft.value, trigger: { type: 'condition', condition: editor.condition } }
    : draft.value;
  const dirty = draft.dirty || (asks && editor.dirty);
  const preview = useScorePreview(dirty ? { rule: whole } : null);
  const ships = rule.trigger.type === 'shipped' || rule.trigger.type === 'quiet';
  const title = rule.id === null ? t('scoring.new') : words.name({ id: rule.id, name: draft.value.name });
  const errors = (dirty && fetcher.data?.errors) || {};
  const remove = useRemove(`/app/contacts/scoring/${rule.id}`, ships ? 'scoring.setBack' : 'scoring.removed');

  return (
    <Page
      title={title}
      backAction={{ content: t('nav.scoring'), url: '/app/contacts/scoring' }}
      secondaryActions={
        rule.id === null
          ? []
          : [
              {
                content: ships ? t('scoring.asShipped') : t('word.remove'),
                destructive: !ships,
                onAction: remove,
              },
            ]
      }
    >
      <TitleBar title={title} />
      <SaveBar
        id="rule"
        dirty={dirty}
        busy={fetcher.state !== 'idle'}
        save={() => fetcher.submit(JSON.stringify(whole), { method: 'post', encType: 'application/json' })}
        discard={() => {
          draft.discard();
          editor.discard();
        }}
      />
      <Names.Provider value={book}>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <RuleFields draft={draft} ships={ships} errors={errors} />
              {asks && (
                <Card padding={{ xs: '400', md: '500' }}>
                  <BlockStack gap="300">
                    <Text as="h2" variant="headingMd">
                      {t('scoring.asLongAs')}
                    </Text>
                    <ConditionEditor
                      editor={editor}
                      gaps={live.answer && !live.answer.ok ? live.answer.gaps : []}
                      empty={t('scoring.everybody')}
                    />
                    {Object.keys(errors).some((field) => field.startsWith('trigger')) && (
                      <Text as="p" tone="critical">
                        {t('scoring.circular')}
                      </Text>
                    )}
                  </BlockStack>
                </Card>
              )}
              <PassingFields draft={draft} errors={errors} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <div className="stays-in-view">
              <ScoreEffect preview={preview} />
            </div>
          </Layout.Section>
        </Layout>
      </Names.Provider>
    </Page>
  );
}
