import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { type ShouldRevalidateFunction, useFetcher, useLoaderData, useRevalidator } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Badge, Banner, BlockStack, Page } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useMailDraft } from '../../ui/mail-editor/use-mail-draft.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useRemove } from '../../ui/use-remove.ts';
import { useToastOf } from '../../ui/use-toast-of.ts';
import type { MailPerson } from '../../ui/views/template-views.ts';
import { EditorPanes } from './editor-panes.tsx';
import { saveTemplate, type TemplateAnswer } from './save.server.ts';
import { TestModal } from './test-modal.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const view = await context.app.pages.templates.one(shop, params['id'] ?? '');
  if (!view) throw new Response(null, { status: 404 });
  return json(view);
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { templates } = context.app.pages;
  const id = params['id'] ?? '';
  if (request.method === 'DELETE') {
    await templates.remove(shop, id);
    return redirect('/app/campaigns/templates');
  }
  if (request.method === 'PUT') {
    await templates.restore(shop, id);
    return redirect('/app/campaigns/templates');
  }
  return saveTemplate(templates, { shop, id, staff }, await request.json().catch(() => null));
}

/** What is edited here must not be replaced by what somebody else saved, unless that was asked for. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  formAction,
  actionResult,
  currentUrl,
  defaultShouldRevalidate,
}) => {
  if (formAction === undefined) return defaultShouldRevalidate;
  if (new URL(formAction, currentUrl).pathname !== currentUrl.pathname) return false;
  return (actionResult as TemplateAnswer | undefined)?.conflict ? false : defaultShouldRevalidate;
};

export default function TemplateEditor() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<TemplateAnswer>();
  const { revalidate } = useRevalidator();
  const draft = useMailDraft(view.document);
  const [base, setBase] = useState(view.name);
  const [name, setName] = useState(view.name);
  if (base !== view.name) {
    setBase(view.name);
    setName(view.name);
  }
  const [person, setPerson] = useState<MailPerson | null>(null);
  const [testing, setTesting] = useState(false);
  const remove = useRemove(`/app/campaigns/templates/${view.id}`, 'templates.removed');
  useToastOf(fetcher);
  const dirty = draft.dirty || name !== view.name;
  const busy = fetcher.state !== 'idle';
  const conflict = (dirty && fetcher.data?.conflict) || null;
  const send = (more: { over?: number; publish?: boolean } = {}) =>
    fetcher.submit(JSON.stringify({ name, document: draft.document, over: view.revision, publish: false, ...more }), {
      method: 'post',
      encType: 'application/json',
    });
  const discard = () => {
    draft.discard();
    setName(view.name);
  };
  const title = name || t('templates.one');
  const isOut = view.version > 0 && !dirty && !view.changed;

  return (
    <Page
      fullWidth
      title={title}
      titleMetadata={
        <Badge {...(isOut ? { tone: 'success' as const } : {})}>
          {t(view.version === 0 ? 'templates.draft' : isOut ? 'templates.ready' : 'templates.changed')}
        </Badge>
      }
      backAction={{ content: t('nav.templates'), url: '/app/campaigns/templates' }}
      primaryAction={{
        content: t('templates.publish'),
        loading: busy,
        disabled: isOut,
        onAction: () => send({ publish: true }),
      }}
      secondaryActions={[
        { content: t('mailEditor.test'), onAction: () => setTesting(true) },
        ...(view.version > 0
          ? [{ content: t('templates.versions'), url: `/app/campaigns/templates/${view.id}/versions` }]
          : []),
        { content: t('word.remove'), destructive: true, onAction: remove },
      ]}
    >
      <TitleBar title={title} />
      <SaveBar id="template" dirty={dirty} busy={busy} save={() => send()} discard={discard} />
      <BlockStack gap="400">
        {conflict && (
          <Banner
            tone="critical"
            title={t('templates.conflict')}
            action={{ content: t('templates.keepMine'), onAction: () => send({ over: conflict.revision }) }}
            secondaryAction={{
              content: t('templates.takeTheirs'),
              onAction() {
                discard();
                revalidate();
              },
            }}
          >
            <p>{t('templates.conflictText', { when: format.moment(conflict.at) })}</p>
          </Banner>
        )}
        <EditorPanes
          view={view}
          draft={draft}
          name={name}
          rename={setName}
          errors={(dirty && fetcher.data?.errors) || {}}
          person={person}
          as={setPerson}
        />
      </BlockStack>
      {testing && <TestModal document={draft.document} contact={person?.id ?? null} close={() => setTesting(false)} />}
    </Page>
  );
}
