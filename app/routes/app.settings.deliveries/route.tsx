import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Button, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDeeds } from '../../ui/use-deeds.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { AttentionTable } from './attention-table.tsx';
import { InboxCard } from './inbox-card.tsx';
import { MessagesCard } from './messages-card.tsx';
import { ReasonsCard } from './reasons-card.tsx';
import { RefoldCard } from './refold-card.tsx';
import { ShopifyCard } from './shopify-card.tsx';
import { UntoldCard } from './untold-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = new URL(request.url).searchParams;
  const after = asked.get('after');
  const reason = asked.get('reason');
  return json(await context.app.pages.deliveries.view(shop, { ...(after && { after }), ...(reason && { reason }) }));
}

const form = z.discriminatedUnion('intent', [
  z.object({
    intent: z.enum(['replay', 'discard', 'keep']),
    ids: z.array(z.string().min(1).max(200)).min(1).max(250),
  }),
  z.object({ intent: z.enum(['compare', 'readAgain', 'tellAgain']) }),
  z.object({ intent: z.enum(['replayReason', 'discardReason']), reason: z.string().max(1000) }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = await readJson(request, form);
  const { deliveries } = context.app.pages;
  if (!('ids' in asked) && !('reason' in asked)) {
    await deliveries[asked.intent](shop);
    return json<ActionAnswer>({ ok: true, says: `deliveries.done.${asked.intent}`, values: {} });
  }
  const count =
    'ids' in asked
      ? await deliveries[asked.intent](shop, asked.ids)
      : await deliveries[asked.intent](shop, asked.reason);
  const done = asked.intent.replace('Reason', '');
  return json<ActionAnswer>({ ok: true, says: `deliveries.done.${done}`, values: { count } });
}

export default function Deliveries() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  const { busy, send, putAway } = useDeeds<z.infer<typeof form>>();
  const discard = (ids: string[]) =>
    putAway(
      { intent: 'discard', ids },
      { says: 'deliveries.done.discard', values: { count: ids.length }, undo: { intent: 'keep', ids } },
    );

  return (
    <Page
      title={t('nav.deliveries')}
      subtitle={t('deliveries.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
      secondaryActions={
        <Button loading={state === 'loading'} onClick={() => revalidate()}>
          {t('deliveries.refresh')}
        </Button>
      }
    >
      <TitleBar title={t('nav.deliveries')} />
      <BlockStack gap="400">
        <InboxCard inbox={view.inbox} />
        <ShopifyCard history={view.history} compared={view.compared} busy={busy} act={(intent) => send({ intent })} />
        {view.refold && <RefoldCard refold={view.refold} />}
        <ReasonsCard reasons={view.reasons} busy={busy} act={(intent, reason) => send({ intent, reason })} />
        <AttentionTable
          rows={view.attention}
          next={view.next}
          busy={busy}
          replay={(ids) => send({ intent: 'replay', ids })}
          discard={discard}
        />
        <UntoldCard untold={view.untold} busy={busy} tryAgain={() => send({ intent: 'tellAgain' })} />
        <MessagesCard messages={view.messages} troubled={view.troubled} />
      </BlockStack>
    </Page>
  );
}
