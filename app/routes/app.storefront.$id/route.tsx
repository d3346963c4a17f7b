import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerErrors } from '../../ui/answer-errors.ts';
import { LiveCountCard } from '../../ui/conditions/live-count.tsx';
import { Names } from '../../ui/conditions/name-book.ts';
import { useNamedCondition } from '../../ui/conditions/use-named-condition.ts';
import { toLocale, type Locale } from '../../ui/i18n/locale-of.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useRemove } from '../../ui/use-remove.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
import type { Condition } from '../../understand/conditions/condition.ts';
import { BannerFields, type BannerValue } from './banner-fields.tsx';
import { bannerForm, NEW_BANNER } from './banner-form.ts';
import { BannerPreview } from './banner-preview.tsx';
import type { NamesById } from '../../ui/views/condition-views.ts';

const NEW = 'new';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const id = params['id'] ?? NEW;
  if (id === NEW) return json({ id: null, banner: NEW_BANNER, names: {} });
  const found = await context.app.pages.storefront.banner(shop, id);
  if (!found) throw new Response(null, { status: 404 });
  const { id: _, ...banner } = found.banner;
  return json({ id, banner, names: found.names });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { storefront } = context.app.pages;
  const id = params['id'] === NEW ? null : (params['id'] ?? null);
  if (request.method === 'DELETE') {
    if (id) await storefront.remove(shop, id);
    return redirect('/app/storefront');
  }
  if (request.method === 'PUT') {
    if (id) await storefront.restore(shop, id);
    return redirect(id ? `/app/storefront/${id}` : '/app/storefront');
  }
  const form = bannerForm.safeParse(await request.json().catch(() => null));
  if (!form.success) return json<ActionAnswer>(answerErrors(form.error), 422);
  const saved = await storefront.save(shop, id, form.data);
  return id ? json<ActionAnswer>({ ok: true }) : redirect(`/app/storefront/${saved}`);
}

export default function BannerEditor() {
  const { id, banner, names } = useLoaderData<typeof loader>() as {
    id: string | null;
    banner: BannerValue & { condition: Condition };
    names: NamesById;
  };
  const { t, i18n } = useTranslation();
  const edit = useNamedCondition(banner, names);
  const { draft, editor, live, book, send, errors } = edit;
  const [locale, setLocale] = useState<Locale>(toLocale(i18n.language));
  const remove = useRemove(`/app/storefront/${id}`, 'storefront.removed');
  const name = draft.value.name || t('storefront.newVersion');

  return (
    <DraftPage
      id="banner"
      bar={edit.bar}
      title={name}
      backAction={{ content: t('nav.storefront'), url: '/app/storefront' }}
      secondaryActions={
        id
          ? [
              {
                content: t(draft.value.on ? 'storefront.turnOff' : 'storefront.turnOn'),
                onAction: () => send({ ...draft.value, on: !draft.value.on }),
              },
              { content: t('word.remove'), destructive: true, onAction: remove },
            ]
          : []
      }
    >
      <Names.Provider value={book}>
        <Layout>
          <Layout.Section variant="oneHalf">
            <BannerFields
              draft={draft}
              editor={editor}
              live={live}
              locale={locale}
              setLocale={setLocale}
              errors={errors}
            />
          </Layout.Section>
          <Layout.Section variant="oneHalf">
            <div className="stays-in-view">
              <BlockStack gap="400">
                <BannerPreview content={draft.value.content[locale]} locale={locale} />
                <LiveCountCard live={live} />
              </BlockStack>
            </div>
          </Layout.Section>
        </Layout>
      </Names.Provider>
    </DraftPage>
  );
}
