import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { NETWORKS } from '../../platform/social/networks.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDeeds } from '../../ui/use-deeds.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { SocialAccountView } from '../../ui/views/social-views.ts';
import { AccountCard } from './account-card.tsx';
import { ConnectCard } from './connect-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ accounts: await context.app.pages.social.accounts(shop) });
}

const deed = z.object({ do: z.enum(['disconnect', 'reconnect', 'tryNow']), id: z.string().max(64) });
const form = z.union([
  deed,
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
  const { busy, send, putAway } = useDeeds<z.infer<typeof deed>>();
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
            busy={busy}
            tryNow={() => send({ do: 'tryNow', id: account.id })}
            remove={() =>
              putAway(
                { do: 'disconnect', id: account.id },
                { says: 'social.done.disconnect', undo: { do: 'reconnect', id: account.id } },
              )
            }
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
