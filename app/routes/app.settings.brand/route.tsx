import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { type Brand, brandSchema } from '../../shop/settings/brand.ts';
import { SaveBar } from '../../ui/pieces/save-bar.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { BrandFields } from './brand-fields.tsx';
import { BrandPreview } from './brand-preview.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.brand.get(shop));
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = brandSchema.safeParse(await request.json().catch(() => null));
  if (!read.success) {
    const errors = Object.fromEntries(read.error.issues.map(({ path }) => [path.join('.'), '']));
    return json<ActionAnswer>({ ok: false, errors }, 422);
  }
  await context.app.pages.brand.save(shop, read.data);
  return json<ActionAnswer>({ ok: true });
}

export default function BrandPage() {
  const saved = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  const draft = useDraft<Brand>(saved);
  useToastOf(fetcher);
  return (
    <Page
      fullWidth
      title={t('nav.brand')}
      subtitle={t('brand.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <TitleBar title={t('nav.brand')} />
      <SaveBar
        id="brand"
        dirty={draft.dirty}
        busy={fetcher.state !== 'idle'}
        save={() => fetcher.submit(JSON.stringify(draft.value), { method: 'post', encType: 'application/json' })}
        discard={() => draft.discard()}
      />
      <div className="mail-panes">
        <div className="mail-pane">
          <BrandFields draft={draft} errors={(draft.dirty && fetcher.data?.errors) || {}} />
        </div>
        <div className="mail-pane">
          <div className="stays-in-view">
            <BrandPreview brand={draft.value} />
          </div>
        </div>
      </div>
    </Page>
  );
}
