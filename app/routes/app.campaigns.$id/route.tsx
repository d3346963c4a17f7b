import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, InlineStack, Layout, Page } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { RESEND_TO } from '../../decide/campaigns/plan.ts';
import { isBeforehand, isGoingOut } from '../../decide/campaigns/states.ts';
import { tellsOpens } from '../../listen/facts/tells-opens.ts';
import { HOUR } from '../../platform/clock/clock.ts';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import { CampaignState } from '../../ui/pieces/campaign-state.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { EffectCard } from '../../ui/reports/effect-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useRemove } from '../../ui/use-remove.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import type { CampaignAnswer, CampaignView } from '../../ui/views/campaign-views.ts';
import { CancelModal } from './cancel-modal.tsx';
import { PlanCard } from './plan-card.tsx';
import { ProgressCard } from './progress-card.tsx';
import { ReviewCard } from './review-card.tsx';
import { VariantsCard } from './variants-card.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const view = await context.app.pages.campaigns.view(shop, params['id'] ?? '', staff);
  if (!view) throw new Response(null, { status: 404 });
  return json({ view });
}

/** A page may stay open until it begins; none stays open for days. */
const SOON_MS = HOUR;

const DEEDS = ['send', 'approve', 'withdraw', 'pause', 'resume', 'cancel'] as const;
const name = z.string().trim().min(1).max(100);
const form = z.union([
  z.object({ do: z.enum(DEEDS) }),
  z.object({ duplicate: name }),
  z.object({ resend: z.enum(RESEND_TO), name }),
]);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { campaigns } = context.app.pages;
  const id = params['id'] ?? '';
  if (request.method === 'DELETE') {
    await campaigns.remove(shop, id);
    return redirect('/app/campaigns');
  }
  if (request.method === 'PUT') {
    await campaigns.restore(shop, id);
    return redirect(`/app/campaigns/${id}`);
  }
  const read = await readJson(request, form);
  if ('do' in read) return answer(await campaigns.act(shop, id, read.do, staff), read.do);
  const made =
    'duplicate' in read
      ? await campaigns.duplicate(shop, id, read.duplicate)
      : await campaigns.resend(shop, id, read.resend, read.name);
  if (made === null) throw new Response(null, { status: 404 });
  return redirect(`/app/campaigns/${made}/edit`);
}

function answer(done: CampaignAnswer, deed: (typeof DEEDS)[number]) {
  if (done.ok)
    return json<ActionAnswer>({ ok: true, says: `campaigns.did.${done.state === 'approval' ? 'ask' : deed}` });
  if (done.reason === 'unknown') throw new Response(null, { status: 404 });
  return json<ActionAnswer>({ ok: false, says: `campaigns.refused.${done.reason}` }, 409);
}

export default function Campaign() {
  const { view } = useLoaderData<typeof loader>() as { view: CampaignView };
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const [asking, setAsking] = useState(false);
  const soon = view.beginsIn !== null && view.beginsIn < SOON_MS;
  useWhileBuilding(isGoingOut(view.state) || soon, soon ? (view.beginsIn ?? 0) : 0);
  const remove = useRemove(`/app/campaigns/${view.id}`, 'campaigns.removed');
  const submit = (body: z.infer<typeof form>) => fetcher.submit(body, { method: 'post', encType: 'application/json' });
  const run = (deed: (typeof DEEDS)[number]) => submit({ do: deed });
  const busy = fetcher.state !== 'idle';
  const can = (deed: CampaignView['deeds'][number]) => view.deeds.includes(deed);
  const beforehand = isBeforehand(view.state);

  return (
    <Page
      title={view.name}
      titleMetadata={
        <InlineStack gap="200">
          <CampaignState state={view.state} />
          <ChannelBadge channel={view.channel} />
        </InlineStack>
      }
      backAction={{ content: t('nav.campaigns'), url: '/app/campaigns' }}
      {...primary(view, run, busy, t)}
      secondaryActions={[
        ...(view.state === 'draft' ? [{ content: t('word.edit'), url: `/app/campaigns/${view.id}/edit` }] : []),
        ...(can('withdraw')
          ? [
              {
                content: t(view.state === 'scheduled' ? 'campaigns.undoSend' : 'campaigns.backToDraft'),
                onAction: () => run('withdraw'),
              },
            ]
          : []),
        ...(can('cancel')
          ? [{ content: t('campaigns.cancel'), destructive: true, onAction: () => setAsking(true) }]
          : []),
        ...((view.state === 'done' || view.state === 'cancelled') && tellsOpens(view.channel)
          ? RESEND_TO.map((to) => ({
              content: t(`campaigns.resend.${to}`, { context: view.channel }),
              onAction: () => submit({ resend: to, name: t('campaigns.again', { name: view.name }).slice(0, 100) }),
            }))
          : []),
        {
          content: t('campaigns.duplicate'),
          onAction: () => submit({ duplicate: t('campaigns.copyOf', { name: view.name }).slice(0, 100) }),
        },
        ...(['draft', 'approval', 'cancelled', 'done'].includes(view.state)
          ? [{ content: t('word.remove'), destructive: true, onAction: remove }]
          : []),
      ]}
    >
      <TitleBar title={view.name} />
      <BlockStack gap="400">
        {beforehand ? <ReviewCard view={view} /> : <ProgressCard view={view} />}
        {view.effect && <EffectCard effect={view.effect} conversion={view.plan.conversion} />}
        <Layout>
          <Layout.Section>
            <VariantsCard view={view} />
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <PlanCard view={view} />
          </Layout.Section>
        </Layout>
      </BlockStack>
      {asking && view.counts && (
        <CancelModal
          counts={view.counts}
          close={() => setAsking(false)}
          cancel={() => {
            setAsking(false);
            run('cancel');
          }}
        />
      )}
    </Page>
  );
}

/** The one thing to do next. */
function primary(
  view: CampaignView,
  run: (deed: (typeof DEEDS)[number]) => void,
  busy: boolean,
  t: ReturnType<typeof useTranslation>['t'],
) {
  const action = (content: string, deed: (typeof DEEDS)[number], disabled = false) => ({
    primaryAction: { content, onAction: () => run(deed), loading: busy, disabled },
  });
  switch (view.state) {
    case 'draft': {
      const words = view.needsApproval
        ? 'campaigns.ask'
        : view.plan.schedule.kind === 'now'
          ? 'campaigns.sendNow'
          : 'campaigns.scheduleIt';
      return action(t(words), 'send', view.problems.length > 0);
    }
    case 'approval':
      return action(t('campaigns.approve'), 'approve', !view.mayApprove);
    case 'freezing':
    case 'sending':
      return action(t('campaigns.pause'), 'pause');
    case 'paused':
      return action(t('campaigns.resumeIt'), 'resume');
    default:
      return {};
  }
}
