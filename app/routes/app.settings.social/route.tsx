import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { NETWORKS } from '../../platform/social/networks.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import type { SocialAccountView } from '../../ui/views/social-views.ts';
import { AccountCard } from './account-card.tsx';
import { ConnectCard } from './connect-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ accounts: await context.app.pages.social.accounts(shop) });
}

const DEEDS = ['disconnect', 'reconnect', 'tryNow'] as const;
const form = z.union([
  z.object({ do: z.enum(DEEDS), id: z.string().max(64) }),
  z.object({
    connect: z.object({
      network: z.enum(NETWORKS),
      token: z.string().max(4000),
      server: z.string().max(300),
      organization: z.string().max(60),
    }),
  }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { social } = context.app.pages;
  const asked = await readJson(request, form);
  if ('do' in asked) {
    const ok = await social[asked.do](shop, asked.id);
    return json<ActionAnswer>({ ok, says: ok ? `social.done.${asked.do}` : 'social.wrong.gone' });
  }
  const done = await social.connect(shop, asked.connect);
  if (done.ok) return json<ActionAnswer>({ ok: true, says: 'social.done.connect', values: { name: done.name } });
  const { errors, said } = done;
  return json<ActionAnswer>({ ok: false, errors, ...(said !== undefined && { values: { words: said } }) }, 422);
}

/** Where the shop may publish. */
export default function SocialAccounts() {
  const { accounts } = useLoaderData<typeof loader>() as { accounts: SocialAccountView[] };
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const fetcher = useFetcher<ActionAnswer>();
  const quiet = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const send = (which: typeof fetcher, deed: (typeof DEEDS)[number], id: string) =>
    which.submit(JSON.stringify({ do: deed, id }), { method: 'post', encType: 'application/json' });
  const remove = (id: string) => {
    send(quiet, 'disconnect', id);
    shopify.toast.show(t('social.done.disconnect'), {
      action: t('word.undo'),
      onAction: () => send(fetcher, 'reconnect', id),
    });
  };
  return (
    <Page
      title={t('nav.social')}
      subtitle={t('social.accountsText')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
      secondaryActions={[{ content: t('social.title'), url: '/app/campaigns/social' }]}
    >
      <TitleBar title={t('nav.social')} />
      <BlockStack gap="400">
        {accounts.map((account) => (
          <AccountCard
            key={account.id}
            account={account}
            busy={fetcher.state !== 'idle'}
            tryNow={() => send(fetcher, 'tryNow', account.id)}
            remove={() => remove(account.id)}
          />
        ))}
        <Layout>
          <Layout.AnnotatedSection title={t('social.connect')} description={t('social.connectText')}>
            <ConnectCard key={accounts.length} />
          </Layout.AnnotatedSection>
        </Layout>
      </BlockStack>
    </Page>
  );
}
