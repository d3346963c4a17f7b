import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useEditedList, type EditedAnswer } from '../../ui/use-edited-list.ts';
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

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<EditedAnswer>({ ok: false }, 422);
  const { costs } = context.app.pages;
  if ('remove' in read.data) {
    await costs.remove(shop, read.data.remove);
    return json<EditedAnswer>({ ok: true, says: 'costs.isRemoved', removed: read.data.remove });
  }
  if ('restore' in read.data) {
    await costs.restore(shop, read.data.restore);
    return json<EditedAnswer>({ ok: true });
  }
  const errors = await costs.save(shop, read.data.id, read.data.cost);
  return errors ? json<EditedAnswer>({ ok: false, errors }, 422) : json<EditedAnswer>({ ok: true });
}

/** What messages cost: without it nobody can say what they returned. */
export default function Costs() {
  const { lines, campaigns, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const list = useEditedList();
  const add = { content: t('costs.add'), onAction: list.add };
  const isEmpty = lines.length === 0 && !list.isNew;
  return (
    <Page
      title={t('costs.title')}
      subtitle={t('costs.subtitle')}
      backAction={{ content: t('nav.reports'), url: '/app/reports' }}
      {...(!isEmpty && { primaryAction: { ...add, disabled: list.isNew } })}
    >
      <TitleBar title={t('costs.title')} />
      <BlockStack gap="400">
        {list.removed !== undefined && (
          <Banner
            tone="info"
            title={t('costs.isRemoved')}
            action={{ content: t('word.undo'), onAction: () => list.send({ restore: list.removed }) }}
          />
        )}
        {list.isNew && <CostForm campaigns={campaigns} today={today} close={list.close} />}
        {isEmpty && <EmptyCard title={t('costs.empty')} text={t('costs.emptyText')} action={add} />}
        {lines.map((line) =>
          list.isOpen(line.id) ? (
            <CostForm key={line.id} line={line} campaigns={campaigns} today={today} close={list.close} />
          ) : (
            <CostCard
              key={line.id}
              line={line}
              edit={() => list.edit(line.id)}
              remove={() => list.send({ remove: line.id })}
            />
          ),
        )}
      </BlockStack>
    </Page>
  );
}
