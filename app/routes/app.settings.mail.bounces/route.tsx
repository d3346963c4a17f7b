import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { bounceMailboxSchema } from '../../act/messages/bounces/bounce-mailbox.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { BounceMailboxDraft, BounceMailboxState } from '../../ui/views/bounce-mailbox-views.ts';
import { MailboxFields } from './mailbox-fields.tsx';
import { MailboxState } from './mailbox-state.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ mailbox: await context.app.pages.bounceMailbox.get(shop) });
}

const form = z.union([
  z.object({ do: z.enum(['check', 'remove']) }),
  z.object({ draft: z.record(z.string().max(20), z.union([z.string().max(500), z.number()])) }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = await readJson(request, form);
  const { bounceMailbox } = context.app.pages;
  if ('draft' in asked) {
    const draft = bounceMailboxSchema.safeParse(asked.draft);
    if (!draft.success) {
      const errors = draft.error.issues.map(({ path }) => [String(path[0]), 'bounceBox.wrong.value']);
      return json<ActionAnswer>({ ok: false, errors: Object.fromEntries(errors) }, 422);
    }
    if (!(await bounceMailbox.save(shop, draft.data)))
      return json<ActionAnswer>({ ok: false, errors: { password: 'bounceBox.wrong.password' } }, 422);
    return told(await bounceMailbox.check(shop));
  }
  if (asked.do === 'check') return told(await bounceMailbox.check(shop));
  await bounceMailbox.remove(shop);
  return json<ActionAnswer>({ ok: true, says: 'bounceBox.removed' });
}

/** What a look at it brought. */
function told(mailbox: BounceMailboxState | null) {
  if (mailbox?.trouble) return json<ActionAnswer>({ ok: false, says: `bounceBox.trouble.${mailbox.trouble.code}` });
  return json<ActionAnswer>({ ok: true, says: 'bounceBox.looked' });
}

const NEW: BounceMailboxDraft = { host: '', port: 993, security: 'tls', user: '', password: '', folder: 'INBOX' };

/** Where mail servers send what came back, and how reading it goes. */
export default function BounceMailbox() {
  const { mailbox } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const draft = useDraft<BounceMailboxDraft>(mailbox?.draft ?? NEW);
  useToastOf(fetcher);
  const send = (body: object) => fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  const busy = fetcher.state !== 'idle';
  return (
    <Page
      title={t('bounceBox.title')}
      subtitle={t('bounceBox.subtitle')}
      backAction={{ content: t('nav.mail'), url: '/app/settings/mail' }}
    >
      <TitleBar title={t('bounceBox.title')} />
      <SaveBar
        id="bounce-mailbox"
        dirty={draft.dirty}
        busy={busy}
        save={() => send({ draft: draft.value })}
        discard={() => draft.discard()}
      />
      <Layout>
        {mailbox && (
          <Layout.AnnotatedSection title={t('bounceBox.state')} description={t('bounceBox.stateText')}>
            <MailboxState
              mailbox={mailbox}
              busy={busy}
              check={() => send({ do: 'check' })}
              remove={() => send({ do: 'remove' })}
            />
          </Layout.AnnotatedSection>
        )}
        <Layout.AnnotatedSection title={t('bounceBox.where')} description={t('bounceBox.whereText')}>
          <MailboxFields draft={draft} isKept={mailbox !== null} errors={(draft.dirty && fetcher.data?.errors) || {}} />
        </Layout.AnnotatedSection>
      </Layout>
    </Page>
  );
}
