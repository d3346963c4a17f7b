import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf } from '../../ui/use-toast-of.ts';
import type { KeyAnswer } from './answer.ts';
import { HowToCall } from './how-to-call.tsx';
import { KeysCard } from './keys-card.tsx';
import { NewKey } from './new-key.tsx';
import { ShownOnce } from './shown-once.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.apiKeys.view(shop));
}

const id = z.string().min(1).max(100);
const form = z.union([
  z.strictObject({ name: z.string().trim().max(80) }),
  z.strictObject({ revoke: id }),
  z.strictObject({ restore: id }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const asked = await readJson(request, form);
  const { apiKeys } = context.app.pages;
  if ('revoke' in asked) {
    await apiKeys.revoke(shop, asked.revoke);
    return json<KeyAnswer>({ ok: true, says: 'api.revoked', revoked: asked.revoke });
  }
  if ('restore' in asked) {
    if (await apiKeys.restore(shop, asked.restore)) return json<KeyAnswer>({ ok: true, says: 'api.restored' });
    return json<KeyAnswer>({ ok: false, says: 'api.full' }, 422);
  }
  if (asked.name === '') return json<KeyAnswer>({ ok: false, errors: { name: 'api.nameMissing' } }, 422);
  const key = await apiKeys.create(shop, asked.name, staff);
  if (key === null) return json<KeyAnswer>({ ok: false, says: 'api.full', errors: { name: 'api.full' } }, 422);
  return json<KeyAnswer>({ ok: true, says: 'api.made', key });
}

/** Keys by which other programs of the merchant tell Sandmill what happened. */
export default function ApiKeys() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const making = useFetcher<KeyAnswer>();
  const changing = useFetcher<KeyAnswer>();
  useToastOf(making);
  useToastOf(changing);
  const [makes, setMakes] = useState(false);
  const [seen, setSeen] = useState<string | null>(null);
  const key = making.state === 'idle' ? making.data?.key : undefined;
  const revoked = changing.state === 'idle' ? changing.data?.revoked : undefined;
  const send = (fetcher: typeof changing, body: object) =>
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  return (
    <Page
      title={t('nav.api')}
      subtitle={t('api.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
      primaryAction={{ content: t('api.new'), onAction: () => setMakes(true), disabled: makes || view.full }}
    >
      <TitleBar title={t('nav.api')} />
      <BlockStack gap="400">
        {view.full && <Banner tone="info" title={t('api.full')} />}
        {key !== undefined && key !== seen && <ShownOnce apiKey={key} close={() => setSeen(key)} />}
        {revoked !== undefined && (
          <Banner
            tone="info"
            title={t('api.revoked')}
            action={{ content: t('word.undo'), onAction: () => send(changing, { restore: revoked }) }}
          >
            <Text as="p">{t('api.revokedText')}</Text>
          </Banner>
        )}
        {makes && <NewKey fetcher={making} make={(name) => send(making, { name })} close={() => setMakes(false)} />}
        <KeysCard keys={view.keys} busy={changing.state !== 'idle'} revoke={(one) => send(changing, { revoke: one })} />
        <HowToCall address={view.address} />
      </BlockStack>
    </Page>
  );
}
