import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { LOCALES } from '../../ui/i18n/locale-of.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import { RecipeGallery } from './recipe-gallery.tsx';
import { SegmentTable } from './segment-table.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.segments.list(shop));
}

const asked = z.object({ recipe: z.string().max(60), locale: z.enum(LOCALES) });

/** Makes a segment of a ready-made one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { recipe, locale } = await readJson(request, asked);
  const saved = await context.app.pages.segments.take(shop, recipe, locale);
  if (saved.ok) return redirect(`/app/segments/${saved.id}`);
  const values: Record<string, number> = saved.reason === 'too_many' ? { most: saved.most } : {};
  return json<ActionAnswer>({ ok: false, says: `segments.refused.${saved.reason}`, values }, 422);
}

export default function Segments() {
  const { segments, recipes } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  useWhileBuilding(segments.some(({ state }) => state === 'building'));
  return (
    <Page
      title={t('nav.segments')}
      primaryAction={{ content: t('segments.create'), url: '/app/segments/new/edit' }}
      secondaryActions={[
        { content: t('segments.people.make'), url: '/app/segments/new/people' },
        { content: t('segments.theirs.title'), url: '/app/segments/shopify' },
      ]}
    >
      <TitleBar title={t('nav.segments')} />
      <BlockStack gap="400">
        {segments.length === 0 ? (
          <EmptyCard
            title={t('segments.empty')}
            text={t('segments.emptyText')}
            action={{ content: t('segments.create'), url: '/app/segments/new/edit' }}
          />
        ) : (
          <Card padding="0">
            <SegmentTable rows={segments} />
          </Card>
        )}
        <RecipeGallery recipes={recipes} fetcher={fetcher} open={segments.length === 0} />
      </BlockStack>
    </Page>
  );
}
