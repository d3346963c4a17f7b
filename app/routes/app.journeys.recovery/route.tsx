import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerErrors } from '../../ui/answer-errors.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { RecoverySettings as Settings } from '../../ui/views/recovery-views.ts';
import { Effect } from './effect.tsx';
import { Funnel } from './funnel.tsx';
import { MailPreview } from './mail-preview.tsx';
import { recoveryForm } from './recovery-form.ts';
import { RecoverySettings } from './recovery-settings.tsx';
import { ReminderCard } from './reminder-card.tsx';
import { ReminderPreview } from './reminder-preview.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.recovery.view(shop));
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const form = recoveryForm.safeParse(await request.json().catch(() => null));
  if (!form.success) return json<ActionAnswer>(answerErrors(form.error), 422);
  const wrong = await context.app.pages.recovery.save(shop, form.data);
  if (wrong) return json<ActionAnswer>({ ok: false, errors: { [wrong]: `errors.${wrong}` } }, 422);
  return json<ActionAnswer>({ ok: true });
}

export default function Recovery() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const mark = useFetcher();
  const draft = useDraft<Settings>(view.settings);
  useToastOf(fetcher);
  const [person, setPerson] = useState(view.people[0]?.id ?? '');
  const { reminder } = draft.value;
  const busy = fetcher.state !== 'idle';
  const errors = (draft.dirty && fetcher.data?.errors) || {};
  const send = (settings: Settings) =>
    fetcher.submit(JSON.stringify(settings), { method: 'post', encType: 'application/json' });

  return (
    <Page title={t('nav.recovery')} subtitle={t('recovery.subtitle')}>
      <TitleBar title={t('nav.recovery')} />
      <SaveBar
        id="recovery"
        dirty={draft.dirty}
        busy={busy}
        save={() => send(draft.value)}
        discard={() => draft.discard()}
      />
      <BlockStack gap="400">
        {(!view.ownMailOff || !view.senderSet) && (
          // banners of a page keep their own distance from each other
          <div>
            {!view.ownMailOff && (
              <Banner
                tone="warning"
                title={t('recovery.ownMail')}
                action={{
                  content: t('setup.ownMail.button'),
                  url: 'shopify://admin/marketing/automations',
                  target: '_top',
                }}
                secondaryAction={{
                  content: t('setup.ownMail.mark'),
                  onAction: () =>
                    mark.submit({ mark: 'ownMailOff', value: 'true' }, { method: 'post', action: '/app?index' }),
                }}
              >
                <p>{t('recovery.ownMailText')}</p>
              </Banner>
            )}
            {!view.senderSet && (
              <Banner
                tone="info"
                title={t('recovery.sender')}
                action={{ content: t('setup.sender.button'), url: '/app/settings' }}
              >
                <p>{t('recovery.senderText')}</p>
              </Banner>
            )}
          </div>
        )}
        <Layout>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <RecoverySettings
                draft={draft}
                templates={view.templates}
                waiting={view.waiting}
                errors={errors}
                busy={busy}
                turn={(on) => send({ ...draft.value, on })}
              />
              <ReminderCard
                reminder={reminder}
                known={view.reminder}
                errors={errors}
                change={(part) => draft.change({ reminder: { ...reminder, ...part } })}
              />
            </BlockStack>
          </Layout.Section>
          <Layout.Section>
            <BlockStack gap="400">
              <MailPreview people={view.people} template={draft.value.template} person={person} choose={setPerson} />
              {reminder.on && reminder.template !== '' && (
                <ReminderPreview channel={reminder.channel} template={reminder.template} person={person} />
              )}
            </BlockStack>
          </Layout.Section>
        </Layout>
        <Funnel funnel={view.funnel} reminds={view.settings.reminder.on} />
        <Effect effect={view.effect} holdoutShare={view.settings.holdoutShare} />
      </BlockStack>
    </Page>
  );
}
