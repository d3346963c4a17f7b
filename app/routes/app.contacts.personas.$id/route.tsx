import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useSubmit } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Card, Layout, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { EVERYBODY } from '../../understand/conditions/condition.ts';
import { personaInput } from '../../understand/personas/persona.ts';
import { answerErrors } from '../../ui/answer-errors.ts';
import { ConditionEditor } from '../../ui/conditions/condition-editor.tsx';
import { LiveCountCard } from '../../ui/conditions/live-count.tsx';
import { Names } from '../../ui/conditions/name-book.ts';
import { useConditionDraft } from '../../ui/conditions/use-condition-draft.ts';
import { useLiveCount } from '../../ui/conditions/use-live-count.ts';
import { useNameBook } from '../../ui/conditions/use-name-book.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { PersonaDraft } from '../../ui/views/persona-views.ts';
import { PersonaFields } from './persona-fields.tsx';

const NEW = 'new';
const FRESH: PersonaDraft = { name: '', description: '', picture: 'sun', condition: EVERYBODY };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? NEW;
  if (id === NEW) return json({ id: null, persona: FRESH, names: {} });
  const found = await context.app.pages.personas.one(shop, id);
  if (!found) throw new Response(null, { status: 404 });
  const { name, description, picture, condition } = found;
  const names = await context.app.pages.conditions.book(shop, [condition]);
  return json({ id, persona: { name, description, picture, condition } satisfies PersonaDraft, names });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { personas } = context.app.pages;
  const id = params['id'] === NEW ? null : (params['id'] ?? null);
  if (request.method === 'DELETE') {
    if (id) await personas.remove(shop, id);
    return redirect('/app/contacts/personas');
  }
  if (request.method === 'PUT') {
    if (id) await personas.restore(shop, id);
    return redirect('/app/contacts/personas');
  }
  const form = personaInput.safeParse(await request.json().catch(() => null));
  if (!form.success) return json<ActionAnswer>(answerErrors(form.error), 422);
  const saved = await personas.save(shop, id, form.data);
  if (saved === null) return json<ActionAnswer>({ ok: false, says: 'personas.tooMany' }, 409);
  return id ? json<ActionAnswer>({ ok: true }) : redirect(`/app/contacts/personas/${saved}`);
}

export default function PersonaEditor() {
  const { id, persona, names } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const submit = useSubmit();
  const fetcher = useFetcher<ActionAnswer>();
  const { condition: saved, ...words } = persona;
  const draft = useDraft(words);
  const editor = useConditionDraft(saved);
  const book = useNameBook(names);
  const live = useLiveCount(editor.condition);
  useToastOf(fetcher);
  const dirty = draft.dirty || editor.dirty;
  const name = draft.value.name || t('personas.new');

  // gone at once, and back with one press
  const remove = () => {
    if (!id) return;
    const action = `/app/contacts/personas/${id}`;
    submit(null, { method: 'delete', action });
    shopify.toast.show(t('personas.removed'), {
      action: t('word.undo'),
      onAction: () => submit(null, { method: 'put', action }),
    });
  };

  return (
    <Page
      title={name}
      backAction={{ content: t('nav.personas'), url: '/app/contacts/personas' }}
      secondaryActions={id ? [{ content: t('word.remove'), destructive: true, onAction: remove }] : []}
    >
      <TitleBar title={name} />
      <SaveBar
        id="persona"
        dirty={dirty}
        busy={fetcher.state !== 'idle'}
        save={() =>
          fetcher.submit(JSON.stringify({ ...draft.value, condition: editor.condition }), {
            method: 'post',
            encType: 'application/json',
          })
        }
        discard={() => {
          draft.discard();
          editor.discard();
        }}
      />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <PersonaFields draft={draft} errors={(dirty && fetcher.data?.errors) || {}} />
            <Card padding={{ xs: '400', md: '500' }}>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  {t('personas.who')}
                </Text>
                <Names.Provider value={book}>
                  <ConditionEditor
                    editor={editor}
                    gaps={live.answer && !live.answer.ok ? live.answer.gaps : []}
                    empty={t('personas.everybody')}
                  />
                </Names.Provider>
              </BlockStack>
            </Card>
          </BlockStack>
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
