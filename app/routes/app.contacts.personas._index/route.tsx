import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useFormat } from '../../ui/format/use-format.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { Offered } from './offered.tsx';
import { PersonaList } from './persona-list.tsx';
import { READY_MADE } from './ready-made.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.personas.view(shop));
}

const form = z.union([
  z.object({ id: z.string().min(1), by: z.union([z.literal(-1), z.literal(1)]) }),
  z.object({
    take: z.enum(['treasure', 'regular', 'browser']),
    name: z.string().trim().min(1).max(60),
    description: z.string().trim().max(300),
  }),
]);

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = await readJson(request, form);
  const { personas } = context.app.pages;
  if ('by' in read) {
    await personas.move(shop, read.id, read.by);
    return json<ActionAnswer>({ ok: true });
  }
  const made = READY_MADE.find(({ key }) => key === read.take);
  if (!made) throw new Response(null, { status: 404 });
  const { picture, condition } = made;
  const saved = await personas.save(shop, null, { name: read.name, description: read.description, picture, condition });
  return json<ActionAnswer>({ ok: saved !== null, ...(saved === null && { says: 'personas.tooMany' }) });
}

export default function Personas() {
  const { personas, names, fitting } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  const send = (body: z.infer<typeof form>) => fetcher.submit(body, { method: 'post', encType: 'application/json' });
  return (
    <Page
      title={t('nav.personas')}
      subtitle={t('personas.subtitle')}
      backAction={{ content: t('nav.contacts'), url: '/app/contacts' }}
      {...(personas.length > 0 && { primaryAction: { content: t('personas.new'), url: '/app/contacts/personas/new' } })}
    >
      <TitleBar title={t('nav.personas')} />
      <BlockStack gap="400">
        {fitting && (
          <Banner tone="info">
            <p>{t('personas.fitting', { done: format.number(fitting.contacts) })}</p>
          </Banner>
        )}
        {personas.length > 0 ? (
          <PersonaList personas={personas} names={names} move={(id, by) => send({ id, by })} />
        ) : (
          <Offered
            busy={fetcher.state !== 'idle'}
            take={(key, name, description) => send({ take: key, name, description })}
          />
        )}
      </BlockStack>
    </Page>
  );
}
