import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { type Brand, brandSchema } from '../../shop/settings/brand.ts';
import { DraftPage } from '../../ui/pieces/draft-page.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useSavedDraft } from '../../ui/use-saved-draft.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';
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
  const draft = useSavedDraft<Brand>(saved);
  return (
    <DraftPage
      id="brand"
      bar={draft.bar}
      fullWidth
      title={t('nav.brand')}
      subtitle={t('brand.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <div className="mail-panes">
        <div className="mail-pane">
          <BrandFields draft={draft} errors={draft.errors} />
        </div>
        <div className="mail-pane">
          <div className="stays-in-view">
            <BrandPreview brand={draft.value} />
          </div>
        </div>
      </div>
    </DraftPage>
  );
}
