import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { LOCALES } from '../../ui/i18n/locale-of.ts';
import { useWords } from '../../ui/i18n/use-words.ts';
import { SegmentState } from '../../ui/pieces/segment-state.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useRemove } from '../../ui/use-remove.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import type { SegmentView } from '../../ui/views/segment-views.ts';
import { BuildCard } from './build-card.tsx';
import { ChartCard } from './chart-card.tsx';
import { FilesCard } from './files-card.tsx';
import { MembersCard } from './members-card.tsx';
import { MovesCard } from './moves-card.tsx';
import { OverlapCard } from './overlap-card.tsx';
import { ShopifyCard } from './shopify-card.tsx';
import { WhoCard } from './who-card.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const after = new URL(request.url).searchParams.get('after');
  const view = await context.app.pages.segments.view(shop, params['id'] ?? '', after);
  if (!view) throw new Response(null, { status: 404 });
  return json({ view });
}

const asked = z.union([
  z.object({ do: z.enum(['rebuild', 'stop', 'resume', 'unshare']) }),
  z.object({ do: z.literal('share'), locale: z.enum(LOCALES) }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { segments } = context.app.pages;
  const id = params['id'] ?? '';
  if (request.method === 'DELETE') {
    await segments.remove(shop, id);
    return redirect('/app/segments');
  }
  if (request.method === 'PUT') {
    await segments.restore(shop, id);
    return redirect(`/app/segments/${id}`);
  }
  const wanted = await readJson(request, asked);
  if (wanted.do === 'share') {
    const outcome = await segments.share(shop, id, wanted.locale);
    return json<ActionAnswer>({ ok: outcome === 'shared', says: `segments.shopify.did.${outcome}` });
  }
  await segments[wanted.do](shop, id);
  return json<ActionAnswer>({ ok: true, says: `segments.did.${wanted.do}` });
}

export default function Segment() {
  const view = (useLoaderData<typeof loader>() as { view: SegmentView }).view;
  const { t } = useTranslation();
  const say = useWords();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  useWhileBuilding(view.state === 'building');
  const run = (deed: 'rebuild' | 'stop' | 'resume') =>
    fetcher.submit(JSON.stringify({ do: deed }), { method: 'post', encType: 'application/json' });

  const remove = useRemove(`/app/segments/${view.id}`, 'segments.removed');
  return (
    <Page
      title={say(view.name)}
      titleMetadata={<SegmentState segment={view} />}
      {...(view.description ? { subtitle: say(view.description) } : {})}
      backAction={{ content: t('nav.segments'), url: '/app/segments' }}
      {...(view.kind === 'shopify'
        ? {}
        : { primaryAction: { content: t('segments.edit'), url: `/app/segments/${view.id}/edit` } })}
      secondaryActions={[
        ...(view.kind === 'live' && view.state === 'standing'
          ? [{ content: t('segments.rebuild'), onAction: () => run('rebuild') }]
          : []),
        ...(view.kind === 'static'
          ? [{ content: t('segments.people.add'), url: `/app/segments/${view.id}/people` }]
          : []),
        { content: t('word.remove'), destructive: true, onAction: remove },
      ]}
    >
      <TitleBar title={say(view.name)} />
      <BlockStack gap="400">
        {view.state !== 'standing' && <BuildCard view={view} run={run} busy={fetcher.state !== 'idle'} />}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <ChartCard view={view} />
              <MembersCard view={view} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <WhoCard view={view} />
              <MovesCard moves={view.moves} />
              {view.others.length > 0 && <OverlapCard view={view} />}
              <ShopifyCard view={view} />
              <FilesCard view={view} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}
