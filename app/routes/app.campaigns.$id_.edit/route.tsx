import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Layout, Page, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { planSchema } from '../../decide/campaigns/plan.ts';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
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
  // one that is out is looked at, not edited
  if (edit === 'out') throw redirect(`/app/campaigns/${id}`);
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
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const draft = useDraft({ name: edit.name, plan: edit.plan });
  const { name, plan } = draft.value;
  const change = (part: Partial<typeof plan>) => draft.change({ plan: { ...plan, ...part } });
  const reckoning = useReckoned(plan, edit.channel);
  const errors = (draft.dirty && fetcher.data?.errors) || {};
  return (
    <Page
      title={name || t('campaigns.fresh')}
      titleMetadata={<ChannelBadge channel={edit.channel} />}
      backAction={{ content: t('nav.campaigns'), url: '/app/campaigns' }}
      primaryAction={{
        content: t('campaigns.review'),
        url: `/app/campaigns/${edit.id}`,
        disabled: draft.dirty,
        ...(draft.dirty && { helpText: t('campaigns.saveFirst') }),
      }}
    >
      <TitleBar title={name || t('campaigns.fresh')} />
      <SaveBar
        id="campaign"
        dirty={draft.dirty}
        busy={fetcher.state !== 'idle'}
        save={() =>
          fetcher.submit({ revision: edit.revision, name, plan }, { method: 'post', encType: 'application/json' })
        }
        discard={() => draft.discard()}
      />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Card padding={{ xs: '400', md: '500' }}>
              <TextField
                label={t('campaigns.name')}
                helpText={t('campaigns.nameHelp')}
                autoComplete="off"
                maxLength={100}
                value={name}
                onChange={(next) => draft.change({ name: next })}
                {...(errors['name'] ? { error: t(errors['name']) } : {})}
              />
            </Card>
            <AudienceCard plan={plan} edit={edit} change={change} />
            <ContentCard plan={plan} channel={edit.channel} templates={edit.templates} change={change} />
            {plan.variants.length > 1 && (
              <TestCard plan={plan} base={edit.base} reckoned={reckoning.reckoned} change={change} />
            )}
            <ScheduleCard plan={plan} tomorrow={edit.tomorrow} change={change} />
            <MeasureCard plan={plan} change={change} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="stays-in-view">
            <ReckonedCard plan={plan} reckoning={reckoning} />
          </div>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
