import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, InlineStack, Page, Pagination } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { usePages } from '../../ui/use-pages.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import { TemplateCard } from './template-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.templates.list(shop, new URL(request.url).searchParams.get('after')));
}

const id = z.string().min(1).max(100);
const form = z.union([
  z.object({ duplicate: id, name: z.string().trim().min(1).max(100) }),
  z.object({ remove: id }),
  z.object({ restore: id }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = await readJson(request, form);
  const { templates } = context.app.pages;
  if ('duplicate' in read) {
    const copy = await templates.duplicate(shop, read.duplicate, read.name);
    return copy === null ? json<ActionAnswer>({ ok: false }, 404) : redirect(`/app/campaigns/templates/${copy}`);
  }
  if ('remove' in read) await templates.remove(shop, read.remove);
  else await templates.restore(shop, read.restore);
  return json<ActionAnswer>({ ok: true, says: `templates.${'remove' in read ? 'removed' : 'restored'}` });
}

export default function Templates() {
  const { templates, next } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const pages = usePages(next);
  return (
    <Page
      title={t('nav.templates')}
      subtitle={t('templates.subtitle')}
      backAction={{ content: t('nav.campaigns'), url: '/app/campaigns' }}
      {...(templates.length > 0 && {
        primaryAction: { content: t('templates.new'), url: '/app/campaigns/templates/new' },
      })}
      secondaryActions={[
        { content: t('texts.title'), url: '/app/campaigns/texts' },
        ...(templates.length > 0 ? [{ content: t('nav.brand'), url: '/app/settings/brand' }] : []),
      ]}
    >
      <TitleBar title={t('nav.templates')} />
      {templates.length === 0 && !pages.hasPrevious ? (
        <EmptyCard
          title={t('templates.empty')}
          text={t('templates.emptyText')}
          action={{ content: t('templates.new'), url: '/app/campaigns/templates/new' }}
        />
      ) : (
        <BlockStack gap="400">
          <ul className="mail-cards">
            {templates.map((template) => (
              <TemplateCard key={template.id} template={template} />
            ))}
          </ul>
          {(pages.hasNext || pages.hasPrevious) && (
            <InlineStack align="center">
              <Pagination {...pages} />
            </InlineStack>
          )}
        </BlockStack>
      )}
    </Page>
  );
}
