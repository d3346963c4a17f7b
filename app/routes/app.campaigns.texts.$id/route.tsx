import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { Badge, Banner, BlockStack, Card, Layout, Link } from '@shopify/polaris';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { SHORT_CHANNELS, shortDocumentSchema } from '../../act/messages/texts/short-document.ts';
import { Mail } from '../../ui/mail-editor/mail-context.ts';
import { PersonPicker } from '../../ui/mail-editor/person-picker.tsx';
import { useLatestAnswer } from '../../ui/mail-editor/use-latest-answer.ts';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { ShortBubble } from '../../ui/pieces/short-bubble.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { MailPerson } from '../../ui/views/template-views.ts';
import type { ShortEdit, ShortShown } from '../../ui/views/text-views.ts';
import { Counted } from './counted.tsx';
import { ShortFields } from './short-fields.tsx';
import { TestCard } from './test-card.tsx';
import { TestPushCard } from './test-push-card.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const edit = await context.app.pages.texts.edit(shop, params['id'] ?? '');
  if (!edit) throw new Response(null, { status: 404 });
  return json({ edit });
}

const form = z.union([
  z.object({
    name: z.string().trim().min(1).max(100),
    document: shortDocumentSchema,
    revision: z.number().int().min(1),
    ready: z.boolean(),
  }),
  z.object({
    to: z.string().trim().max(40),
    channel: z.enum(SHORT_CHANNELS),
    document: shortDocumentSchema,
    contact: z.string().max(100).nullable(),
  }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { texts } = context.app.pages;
  const asked = await readJson(request, form);
  if ('to' in asked) {
    const outcome = await texts.sendTest(shop, asked.channel, asked);
    if (outcome.kind === 'submitted')
      return json<ActionAnswer>({ ok: true, says: asked.channel === 'push' ? 'texts.pushSent' : 'texts.testSent' });
    const values: NonNullable<ActionAnswer['values']> =
      outcome.kind === 'too_many' ? { count: outcome.minutes } : 'reason' in outcome ? { reason: outcome.reason } : {};
    const errors = { to: `texts.testFailed.${outcome.kind}` };
    return json<ActionAnswer>({ ok: false, says: 'texts.testNotSent', errors, values }, 422);
  }
  const saved = await texts.save(shop, params['id'] ?? '', { ...asked, who: staff });
  if (!saved.ok) return json<ActionAnswer>({ ok: false, says: `texts.refused.${saved.reason}` }, 409);
  if (asked.ready && !saved.published) return json<ActionAnswer>({ ok: false, says: 'texts.notReady' }, 422);
  return json<ActionAnswer>({ ok: true, says: asked.ready ? 'texts.isReady' : 'texts.saved' });
}

/** One text or notification: what it says on the left, how it arrives on the right. */
export default function ShortTemplate() {
  const { edit } = useLoaderData<typeof loader>() as { edit: ShortEdit };
  const { channel, fields, people } = edit;
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const draft = useDraft({ name: edit.name, document: edit.document });
  const { name, document } = draft.value;
  const change = (part: Partial<typeof document>) => draft.change({ document: { ...document, ...part } });
  const [person, setPerson] = useState<MailPerson | null>(null);
  const contact = person?.id ?? null;
  const asked = JSON.stringify({ channel, document, contact });
  const { answer } = useLatestAnswer<ShortShown>('/app/campaigns/texts/preview', asked);
  const context = useMemo(() => ({ fields, blogs: [], locale: document.locale }), [fields, document.locale]);
  const send = (ready: boolean) =>
    fetcher.submit(JSON.stringify({ name, document, revision: edit.revision, ready }), {
      method: 'post',
      encType: 'application/json',
    });
  const isReady = edit.version > 0 && !edit.changed && !draft.dirty;
  const state = edit.version === 0 ? 'draft' : isReady ? 'ready' : 'changed';
  const wrong = answer?.faults.some(({ severity }) => severity === 'error') ?? false;
  // nobody is told off before the first word
  const isBlank = `${document.title}${document.text}`.trim() === '';
  return (
    <DraftPage
      id="short-template"
      bar={{
        dirty: draft.dirty,
        busy: fetcher.state !== 'idle',
        save: () => send(false),
        discard: () => draft.discard(),
      }}
      title={name}
      titleMetadata={
        <>
          <ChannelBadge channel={channel} />{' '}
          <Badge {...(isReady ? { tone: 'success' as const } : {})}>{t(`templates.${state}`)}</Badge>
        </>
      }
      backAction={{ content: t('texts.title'), url: '/app/campaigns/texts' }}
      primaryAction={{
        content: t('texts.makeReady'),
        onAction: () => send(true),
        disabled: isReady || wrong,
        loading: fetcher.state !== 'idle',
      }}
    >
      <Mail.Provider value={context}>
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {!edit.carried && channel !== 'push' && (
                <Banner tone="info">
                  {t(`texts.noSender.${channel}`)} <Link url="/app/settings/texts/new">{t('texts.addSender')}</Link>
                </Banner>
              )}
              <ShortFields
                name={name}
                rename={(next) => draft.change({ name: next })}
                channel={channel}
                document={document}
                change={change}
                faults={isBlank ? [] : (answer?.faults ?? [])}
              />
              {channel === 'push' ? (
                <TestPushCard document={document} person={person} disabled={wrong} />
              ) : (
                <TestCard channel={channel} document={document} contact={contact} disabled={wrong || !edit.carried} />
              )}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <div className="stays-in-view">
              <Card padding={{ xs: '400', md: '500' }}>
                <BlockStack gap="400">
                  <PersonPicker people={people} person={person} choose={setPerson} />
                  <ShortBubble
                    channel={channel}
                    from={edit.shopName}
                    title={answer?.title ?? ''}
                    text={answer?.text ?? ''}
                    picture={document.picture}
                  />
                  {answer?.segments && !isBlank && <Counted segments={answer.segments} price={edit.price} />}
                </BlockStack>
              </Card>
            </div>
          </Layout.Section>
        </Layout>
      </Mail.Provider>
    </DraftPage>
  );
}
