import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { download } from '../../ui/download.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf } from '../../ui/use-toast-of.ts';
import { SUPPRESSION_SHOWS } from '../../ui/views/suppression-views.ts';
import { AddForm } from './add-form.tsx';
import type { SuppressionAnswer } from './answer.ts';
import { ListCard } from './list-card.tsx';
import { LookCard } from './look-card.tsx';

const shows = z.enum(SUPPRESSION_SHOWS).catch('all');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = new URL(request.url).searchParams;
  return json(
    await context.app.pages.suppressions.view(shop, {
      show: shows.parse(asked.get('show')),
      after: asked.get('after'),
    }),
  );
}

const address = z.string().trim().max(320);
const note = z.string().trim().max(500);
const form = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('look'), address }),
  z.strictObject({ intent: z.literal('add'), address, note }),
  z.strictObject({ intent: z.literal('remove'), id: z.string().max(200), note }),
  z.strictObject({ intent: z.literal('undo'), change: z.string().max(200) }),
]);

/** A reason that says something. */
const SHORTEST_NOTE = 3;

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const asked = await readJson(request, form);
  const { suppressions } = context.app.pages;
  const wrong = (errors: Record<string, string>) => json<SuppressionAnswer>({ ok: false, errors }, 422);
  if ('note' in asked && asked.note.length < SHORTEST_NOTE) {
    const isAddress = !('address' in asked) || asked.address.includes('@');
    return wrong({
      note: 'errors.suppression.note',
      ...(!isAddress && { address: 'errors.suppression.not_an_address' }),
    });
  }
  switch (asked.intent) {
    case 'look': {
      const found = await suppressions.look(shop, asked.address);
      if (found.contact) await context.app.pages.privacy.looked(shop, staff, 'contact', found.contact);
      return json<SuppressionAnswer>({ ok: true, found });
    }
    case 'add': {
      const added = await suppressions.add(shop, asked.address, { who: staff, note: asked.note });
      if (!('change' in added)) return wrong({ address: `errors.suppression.${added.state}` });
      return json<SuppressionAnswer>({ ok: true, says: 'suppressions.added', change: added.change });
    }
    case 'remove': {
      const removed = await suppressions.remove(shop, asked.id, { who: staff, note: asked.note });
      if (!('change' in removed)) return wrong({ note: 'errors.suppression.not_here' });
      return json<SuppressionAnswer>({ ok: true, says: 'suppressions.removed', change: removed.change });
    }
    case 'undo': {
      const undone = await suppressions.undo(shop, asked.change, staff);
      return json<SuppressionAnswer>({ ok: undone, says: undone ? 'suppressions.undone' : 'suppressions.notUndone' });
    }
    default:
      return asked satisfies never;
  }
}

/** Who gets no mail, whatever else says that she might. */
export default function Suppressions() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const shopify = useAppBridge();
  const changing = useFetcher<SuppressionAnswer>();
  const undoing = useFetcher<SuppressionAnswer>();
  useToastOf(undoing);
  const [adds, setAdds] = useState(false);
  const [busy, setBusy] = useState(false);
  const [undone, setUndone] = useState<string | null>(null);
  const done = changing.state === 'idle' && changing.data?.ok ? changing.data : null;
  const canUndo = done?.change !== undefined && done.change !== undone;
  const send = (fetcher: typeof changing, body: object) =>
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  const save = async () => {
    setBusy(true);
    try {
      await download('/app/settings/suppressions/export', 'suppressions.csv');
    } catch {
      shopify.toast.show(t('suppressions.exportFailed'), { isError: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title={t('nav.suppressions')}
      subtitle={t('suppressions.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
      primaryAction={{ content: t('suppressions.add'), onAction: () => setAdds(true), disabled: adds }}
      secondaryActions={[
        { content: t('suppressions.import'), url: '/app/settings/imports?kind=suppression' },
        { content: t('suppressions.export'), onAction: save, loading: busy },
      ]}
    >
      <TitleBar title={t('nav.suppressions')} />
      <BlockStack gap="400">
        {canUndo && (
          <Banner
            tone="success"
            title={t(done?.says ?? 'word.saved')}
            action={{
              content: t('word.undo'),
              onAction: () => {
                setUndone(done?.change ?? null);
                send(undoing, { intent: 'undo', change: done?.change });
              },
            }}
          >
            <Text as="p">{t('suppressions.onTheLog')}</Text>
          </Banner>
        )}
        {adds && <AddForm fetcher={changing} send={(body) => send(changing, body)} close={() => setAdds(false)} />}
        <LookCard />
        <ListCard view={view} fetcher={changing} remove={(body) => send(changing, body)} />
      </BlockStack>
    </Page>
  );
}
