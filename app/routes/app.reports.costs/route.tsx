import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { CostCard } from './cost-card.tsx';
import { CostForm } from './cost-form.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.costs.view(shop));
}

const form = z.union([
  z.strictObject({ id: z.string().nullable(), cost: z.unknown() }),
  z.strictObject({ remove: z.string() }),
  z.strictObject({ restore: z.string() }),
]);

/** What was asked for, so that it can be taken back. */
type Answer = ActionAnswer & { removed?: string };

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<Answer>({ ok: false }, 422);
  const { costs } = context.app.pages;
  if ('remove' in read.data) {
    await costs.remove(shop, read.data.remove);
    return json<Answer>({ ok: true, says: 'costs.isRemoved', removed: read.data.remove });
  }
  if ('restore' in read.data) {
    await costs.restore(shop, read.data.restore);
    return json<Answer>({ ok: true });
  }
  const errors = await costs.save(shop, read.data.id, read.data.cost);
  return errors ? json<Answer>({ ok: false, errors }, 422) : json<Answer>({ ok: true });
}

/** What messages cost: without it nobody can say what they returned. */
export default function Costs() {
  const { lines, campaigns, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<Answer>();
  /** id of the line that is changed; empty for a new one */
  const [open, setOpen] = useState<string | null>(null);
  useToastOf(fetcher);
  const removed = fetcher.state === 'idle' ? fetcher.data?.removed : undefined;
  const send = (body: object) => fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  const isNew = open === '';
  const close = () => setOpen(null);
  return (
    <Page
      title={t('costs.title')}
      subtitle={t('costs.subtitle')}
      backAction={{ content: t('nav.reports'), url: '/app/reports' }}
      primaryAction={{ content: t('costs.add'), onAction: () => setOpen(''), disabled: isNew }}
    >
      <TitleBar title={t('costs.title')} />
      <BlockStack gap="400">
        {removed !== undefined && (
          <Banner
            tone="info"
            title={t('costs.isRemoved')}
            action={{ content: t('word.undo'), onAction: () => send({ restore: removed }) }}
          />
        )}
        {isNew && <CostForm campaigns={campaigns} today={today} close={close} />}
        {lines.length === 0 && !isNew && <EmptyCard title={t('costs.empty')} text={t('costs.emptyText')} />}
        {lines.map((line) =>
          open === line.id ? (
            <CostForm key={line.id} line={line} campaigns={campaigns} today={today} close={close} />
          ) : (
            <CostCard
              key={line.id}
              line={line}
              edit={() => setOpen(line.id)}
              remove={() => send({ remove: line.id })}
            />
          ),
        )}
      </BlockStack>
    </Page>
  );
}
