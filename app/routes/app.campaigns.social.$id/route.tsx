import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Badge, Banner, BlockStack, InlineStack, List, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { POST_DEEDS, SETTLEMENTS } from '../../act/social/states.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { PostState } from '../../ui/pieces/post-state.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useRemove } from '../../ui/use-remove.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import type { SocialView } from '../../ui/views/social-views.ts';
import { OrdersCard } from './orders-card.tsx';
import { ResultsCard } from './results-card.tsx';
import { VariantCard } from './variant-card.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const view = await context.app.pages.social.view(shop, params['id'] ?? '');
  if (!view) throw new Response(null, { status: 404 });
  return json({ view });
}

const form = z.union([
  z.object({ do: z.enum(POST_DEEDS) }),
  z.object({ settle: z.enum(SETTLEMENTS), variant: z.string().max(64) }),
  z.object({ duplicate: z.string().trim().min(1).max(100) }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { social } = context.app.pages;
  const id = params['id'] ?? '';
  if (request.method === 'DELETE') {
    await social.remove(shop, id);
    return redirect('/app/campaigns/social');
  }
  if (request.method === 'PUT') {
    await social.restore(shop, id);
    return redirect(`/app/campaigns/social/${id}`);
  }
  const read = await readJson(request, form);
  if ('duplicate' in read) {
    const copy = await social.duplicate(shop, id, read.duplicate);
    if (copy === null) throw new Response(null, { status: 404 });
    return redirect(`/app/campaigns/social/${copy}/edit`);
  }
  const done =
    'do' in read ? await social.act(shop, id, read.do) : await social.settle(shop, id, read.variant, read.settle);
  if (!done.ok && done.reason === 'unknown') throw new Response(null, { status: 404 });
  if (!done.ok) return json<ActionAnswer>({ ok: false, says: `social.refused.${done.reason}` }, 409);
  return json<ActionAnswer>({ ok: true, says: `social.did.${'do' in read ? read.do : read.settle}` });
}

/** One post: what is missing, what goes out when, what became of it. */
export default function SocialPost() {
  const { view } = useLoaderData<typeof loader>() as { view: SocialView };
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  useWhileBuilding(view.state === 'publishing');
  const remove = useRemove(`/app/campaigns/social/${view.id}`, 'social.removed');
  const submit = (body: z.infer<typeof form>) => fetcher.submit(body, { method: 'post', encType: 'application/json' });
  const can = (deed: SocialView['deeds'][number]) => view.deeds.includes(deed);
  const edit = { content: t('word.edit'), url: `/app/campaigns/social/${view.id}/edit` };
  const attention = view.variants.filter(({ state }) => state === 'refused' || state === 'unknown').length;
  const nameOf = (variant: string | null) => view.variants.find(({ id }) => id === variant)?.account;
  return (
    <Page
      title={view.name}
      titleMetadata={
        <InlineStack gap="100">
          <PostState state={view.state} />
          {attention > 0 && <Badge tone="critical">{t('social.attention', { count: attention })}</Badge>}
        </InlineStack>
      }
      backAction={{ content: t('social.title'), url: '/app/campaigns/social' }}
      {...(can('release') && {
        primaryAction: {
          content: t(view.at === null ? 'social.publishNow' : 'social.schedule'),
          onAction: () => submit({ do: 'release' }),
          loading: fetcher.state !== 'idle',
          disabled: view.missing.length > 0,
        },
      })}
      secondaryActions={[
        ...(view.state === 'draft' ? [edit] : []),
        ...(can('withdraw')
          ? [{ content: t('campaigns.backToDraft'), onAction: () => submit({ do: 'withdraw' }) }]
          : []),
        ...(can('cancel')
          ? [{ content: t('social.cancel'), destructive: true, onAction: () => submit({ do: 'cancel' }) }]
          : []),
        {
          content: t('campaigns.duplicate'),
          onAction: () => submit({ duplicate: t('campaigns.copyOf', { name: view.name }).slice(0, 100) }),
        },
        ...(['draft', 'done', 'cancelled'].includes(view.state)
          ? [{ content: t('word.remove'), destructive: true, onAction: remove }]
          : []),
      ]}
    >
      <TitleBar title={view.name} />
      <BlockStack gap="400">
        {view.missing.length > 0 && (
          <Banner tone="warning" title={t('social.missing')} action={edit}>
            <List>
              {view.missing.map(({ variant, problem }) => (
                <List.Item key={`${variant} ${problem}`}>
                  {[nameOf(variant), t(`social.problem.${problem}`)].filter(Boolean).join(': ')}
                </List.Item>
              ))}
            </List>
          </Banner>
        )}
        {view.state === 'scheduled' && view.at !== null && (
          <Banner tone="info" title={t('social.begins', { moment: format.moment(view.at) })}>
            <p>{t('campaigns.beginsText')}</p>
          </Banner>
        )}
        {view.variants.map((variant) => (
          <VariantCard
            key={variant.id}
            variant={variant}
            busy={fetcher.state !== 'idle'}
            settle={(settle) => submit({ settle, variant: variant.id })}
          />
        ))}
        {view.days.length > 1 && <ResultsCard days={view.days} variants={view.variants} />}
        {view.state !== 'draft' && <OrdersCard slug={view.slug} orders={view.orders} />}
      </BlockStack>
    </Page>
  );
}
