import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { planSchema } from '../../decide/campaigns/plan.ts';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { NameCard } from '../../ui/pieces/name-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { CampaignEdit } from '../../ui/views/campaign-views.ts';
import { AudienceCard } from './audience-card.tsx';
import { ContentCard } from './content-card.tsx';
import { MeasureCard } from './measure-card.tsx';
import { ReckonedCard } from './reckoned-card.tsx';
import { ScheduleCard } from './schedule-card.tsx';
import { TestCard } from './test-card.tsx';
import { useReckoned } from './use-reckoned.ts';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? '';
  const edit = await context.app.pages.campaigns.edit(shop, id);
  if (!edit) throw new Response(null, { status: 404 });
  // one that is out is looked at, not edited; Shopify's parameters go along, or she would have to log in
  if (edit === 'out') throw redirect(`/app/campaigns/${id}${new URL(request.url).search}`);
  return json({ edit });
}

const form = z.object({
  revision: z.number().int().min(1),
  name: z.string().trim().min(1).max(100),
  plan: planSchema,
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>({ ok: false, errors: { name: 'campaigns.needsName' } }, 422);
  const { revision, ...draft } = read.data;
  const saved = await context.app.pages.campaigns.save(shop, params['id'] ?? '', revision, draft);
  if (saved.ok) return json<ActionAnswer>({ ok: true });
  if (saved.reason === 'unknown') throw new Response(null, { status: 404 });
  return json<ActionAnswer>({ ok: false, says: `campaigns.refused.${saved.reason}` }, 409);
}

export default function EditCampaign() {
  const { edit } = useLoaderData<typeof loader>() as { edit: CampaignEdit };
  const { t } = useTranslation();
  const draft = useSavedDraft({ name: edit.name, plan: edit.plan }, (value) => ({ revision: edit.revision, ...value }));
  const { name, plan } = draft.value;
  const change = (part: Partial<typeof plan>) => draft.change({ plan: { ...plan, ...part } });
  const reckoning = useReckoned(plan, edit.channel);
  const narrow = useNarrow();
  return (
    <DraftPage
      id="campaign"
      bar={draft.bar}
      title={name || t('campaigns.fresh')}
      titleMetadata={<ChannelBadge channel={edit.channel} />}
      backAction={{ content: t('nav.campaigns'), url: '/app/campaigns' }}
      primaryAction={{
        content: t('campaigns.review'),
        // a greyed link would still be one to who cannot see
        ...(draft.dirty
          ? { disabled: true, helpText: t('campaigns.saveFirst') }
          : { url: `/app/campaigns/${edit.id}` }),
      }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <NameCard name={name} change={(next) => draft.change({ name: next })} error={draft.errors['name']} />
            <AudienceCard plan={plan} edit={edit} change={change} />
            {narrow && <ReckonedCard plan={plan} reckoning={reckoning} />}
            <ContentCard plan={plan} channel={edit.channel} templates={edit.templates} change={change} />
            {plan.variants.length > 1 && (
              <TestCard
                plan={plan}
                channel={edit.channel}
                base={edit.base}
                reckoned={reckoning.reckoned}
                change={change}
              />
            )}
            <ScheduleCard plan={plan} tomorrow={edit.tomorrow} change={change} />
            <MeasureCard plan={plan} channel={edit.channel} change={change} />
          </BlockStack>
        </Layout.Section>
        {!narrow && (
          <Layout.Section variant="oneThird">
            <div className="stays-in-view">
              <ReckonedCard plan={plan} reckoning={reckoning} />
            </div>
          </Layout.Section>
        )}
      </Layout>
    </DraftPage>
  );
}
