import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDeeds } from '../../ui/use-deeds.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { SenderCard } from './sender-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ senders: await context.app.pages.mailSenders.list(shop) });
}

const form = z.object({ do: z.enum(['makeStandard', 'remove', 'restore', 'tryNow']), id: z.string().max(64) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = await readJson(request, form);
  const ok = await context.app.pages.mailSenders[asked.do](shop, asked.id);
  return json<ActionAnswer>({ ok, says: ok ? `mailSender.done.${asked.do}` : 'mailSender.wrong.gone' });
}

/** Whom mails come from, and what carries them. */
export default function MailSenders() {
  const { senders } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { busy, send, putAway } = useDeeds<z.infer<typeof form>>();
  return (
    <Page
      title={t('nav.mail')}
      subtitle={t('mailSender.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
      primaryAction={{ content: t('mailSender.add'), url: '/app/settings/mail/new' }}
      secondaryActions={[
        { content: t('texts.sender.add'), url: '/app/settings/texts/new' },
        { content: t('bounceBox.title'), url: '/app/settings/mail/bounces' },
      ]}
    >
      <TitleBar title={t('nav.mail')} />
      <BlockStack gap="400">
        {senders.map((sender) => (
          <SenderCard
            key={sender.id}
            sender={sender}
            busy={busy}
            makeStandard={() => send({ do: 'makeStandard', id: sender.id })}
            tryNow={() => send({ do: 'tryNow', id: sender.id })}
            remove={() =>
              putAway(
                { do: 'remove', id: sender.id },
                { says: 'mailSender.done.remove', undo: { do: 'restore', id: sender.id } },
              )
            }
          />
        ))}
      </BlockStack>
    </Page>
  );
}
