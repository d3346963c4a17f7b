import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, FormLayout, Layout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { CopiedText } from '../../ui/pieces/copied-text.tsx';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { Pace, PaceBadge } from '../../ui/pieces/sender-pace.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { TextSenderDraft } from '../../ui/views/text-views.ts';
import { TextSenderFields } from './text-sender-fields.tsx';

const idOf = (params: { id?: string }) => (params.id === 'new' ? null : (params.id ?? ''));

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const view = await context.app.pages.texts.sender(shop, idOf(params));
  if (!view) throw new Response(null, { status: 404 });
  return json(view);
}

const limit = z.number().int().min(1).max(1_000_000).nullable();
const form = z.object({
  draft: z.object({
    name: z.string().trim().max(100),
    channel: z.string().max(20),
    provider: z.string().max(20),
    config: z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.null()])),
    secrets: z.record(z.string().max(40), z.string().max(500)),
    perSecond: limit,
    perHour: limit,
  }),
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { draft } = await readJson(request, form);
  const id = idOf(params);
  const saved = await context.app.pages.texts.saveSender(shop, id, draft);
  if (!saved.ok) return json<ActionAnswer>({ ok: false, errors: saved.errors }, 422);
  if (id === null) return redirect(`/app/settings/texts/${saved.id}`);
  return json<ActionAnswer>({ ok: true });
}

/** One sender of texts: which number, what carries them, how fast. */
export default function TextSender() {
  const { line, draft: saved, kept, events, helpWords } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useSavedDraft<TextSenderDraft>(saved, (value) => ({ draft: value }));
  const title = line ? line.name || line.address : t('texts.sender.new');
  return (
    <DraftPage
      id="text-sender"
      bar={draft.bar}
      title={title}
      backAction={{ content: t('nav.mail'), url: '/app/settings/mail' }}
      {...(line && { titleMetadata: <PaceBadge sender={line} /> })}
    >
      <BlockStack gap="400">
        {line && line.pace.why !== null && (
          <Card>
            <Pace pace={line.pace} />
          </Card>
        )}
        <Layout>
          <Layout.AnnotatedSection title={t('texts.sender.by')} description={t('texts.sender.byText')}>
            <TextSenderFields
              draft={draft}
              saved={saved}
              kept={kept}
              isNew={line === null}
              errors={draft.errors}
              helpWords={helpWords}
            />
          </Layout.AnnotatedSection>
          {events && (
            <Layout.AnnotatedSection title={t('texts.sender.events')} description={t('texts.sender.eventsText')}>
              <Card>
                <FormLayout>
                  <Text as="p">{t(`texts.sender.eventsHow.${saved.provider}`)}</Text>
                  <CopiedText label={t('mailSender.eventsAddress')} value={events.address} />
                  {events.verify !== null && <CopiedText label={t('texts.sender.verify')} value={events.verify} />}
                </FormLayout>
              </Card>
            </Layout.AnnotatedSection>
          )}
        </Layout>
      </BlockStack>
    </DraftPage>
  );
}
