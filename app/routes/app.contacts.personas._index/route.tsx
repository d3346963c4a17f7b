import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { READY_MADE } from '../../understand/personas/ready-made.ts';
import { LOCALES, toLocale } from '../../ui/i18n/locale-of.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { Offered } from './offered.tsx';
import { PersonaList } from './persona-list.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.personas.view(shop));
}

const form = z.union([
  z.object({ id: z.string().min(1), by: z.union([z.literal(-1), z.literal(1)]) }),
  z.object({ take: z.string().max(60), locale: z.enum(LOCALES) }),
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
  const { name, description, picture, condition } = made;
  const words = { name: name[read.locale], description: description[read.locale] };
  const saved = await personas.save(shop, null, { ...words, picture, condition });
  return json<ActionAnswer>({ ok: saved !== null, ...(saved === null && { says: 'personas.tooMany' }) });
}

export default function Personas() {
  const { personas, names, fitting } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
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
          <Offered busy={fetcher.state !== 'idle'} take={(take) => send({ take, locale: toLocale(i18n.language) })} />
        )}
      </BlockStack>
    </Page>
  );
}
