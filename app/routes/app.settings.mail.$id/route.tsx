import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, Layout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { Pace, PaceBadge } from '../../ui/pieces/sender-pace.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { SenderDraft } from '../../ui/views/mail-sender-views.ts';
import { DomainCard } from './domain-card.tsx';
import { EventsCard } from './events-card.tsx';
import { PaceFields } from './pace-fields.tsx';
import { ProviderFields } from './provider-fields.tsx';
import { SenderTest } from './sender-test.tsx';
import { WhoFields } from './who-fields.tsx';

const idOf = (params: { id?: string }) => (params.id === 'new' ? null : (params.id ?? ''));

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const view = await context.app.pages.mailSenders.one(shop, idOf(params));
  if (!view) throw new Response(null, { status: 404 });
  return json(view);
}

const limit = z.number().int().min(1).max(1_000_000).nullable();
const draft = z.object({
  name: z.string().trim().max(100),
  address: z.string().trim().max(254),
  replyTo: z.string().trim().max(254),
  provider: z.string().max(20),
  config: z.record(z.string().max(40), z.union([z.string().max(500), z.boolean(), z.number()])),
  secrets: z.record(z.string().max(40), z.string().max(500)),
  perSecond: limit,
  perHour: limit,
  warmUp: z
    .object({ first: z.number().int().min(1).max(100_000), target: z.number().int().min(1).max(10_000_000) })
    .nullable(),
});
const form = z.union([
  z.object({ test: z.string().trim().max(254), locale: z.enum(['en', 'it']) }),
  z.object({ draft }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { mailSenders } = context.app.pages;
  const asked = await readJson(request, form);
  const id = idOf(params);
  if ('draft' in asked) {
    const saved = await mailSenders.save(shop, id, asked.draft);
    if (!saved.ok) return json<ActionAnswer>({ ok: false, errors: saved.errors }, 422);
    if (id === null) return redirect(`/app/settings/mail/${saved.id}`);
    return json<ActionAnswer>({ ok: true });
  }
  const outcome = await mailSenders.sendTest(shop, id ?? '', { to: asked.test, locale: asked.locale });
  if (outcome.kind === 'submitted')
    return json<ActionAnswer>({ ok: true, says: 'settings.testSent', values: { to: asked.test } });
  const values: NonNullable<ActionAnswer['values']> =
    outcome.kind === 'too_many' ? { count: outcome.minutes } : 'reason' in outcome ? { reason: outcome.reason } : {};
  const errors = { test: `errors.testMail.${outcome.kind}` };
  return json<ActionAnswer>({ ok: false, says: 'settings.testFailed', errors, values }, 422);
}

/** One sender: who it is, what carries its mails and how fast, and whether its domain says so. */
export default function MailSender() {
  const { line, draft: saved, kept, events } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const draft = useSavedDraft<SenderDraft>(saved, (value) => ({ draft: value }));
  const { errors } = draft;
  const title = line?.address ?? t('mailSender.new');
  return (
    <DraftPage
      id="mail-sender"
      bar={draft.bar}
      title={title}
      backAction={{ content: t('nav.mail'), url: '/app/settings/mail' }}
      {...(line && { titleMetadata: <PaceBadge sender={line} /> })}
    >
      <BlockStack gap="400">
        {line && (line.pace.why !== null || line.pace.warmUp !== null) && (
          <Card>
            <Pace pace={line.pace} />
          </Card>
        )}
        <Layout>
          <Layout.AnnotatedSection title={t('mailSender.who')} description={t('mailSender.whoText')}>
            <WhoFields draft={draft} own={line?.own ?? false} errors={errors} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('mailSender.by')} description={t('mailSender.byText')}>
            <ProviderFields draft={draft} saved={saved} kept={kept} errors={errors} />
          </Layout.AnnotatedSection>
          <Layout.AnnotatedSection title={t('mailSender.pace')} description={t('mailSender.paceText')}>
            <PaceFields draft={draft} />
          </Layout.AnnotatedSection>
          {line && events && (
            <Layout.AnnotatedSection title={t('mailSender.events')} description={t('mailSender.eventsText')}>
              <EventsCard provider={saved.provider} events={events} />
            </Layout.AnnotatedSection>
          )}
          {line && (
            <Layout.AnnotatedSection title={t('mailSender.domain')} description={t('mailSender.domainText')}>
              <DomainCard id={line.id} unsaved={draft.dirty} />
            </Layout.AnnotatedSection>
          )}
          {line && (
            <Layout.AnnotatedSection title={t('settings.test')} description={t('mailSender.testText')}>
              <SenderTest unsaved={draft.dirty} />
            </Layout.AnnotatedSection>
          )}
        </Layout>
      </BlockStack>
    </DraftPage>
  );
}
