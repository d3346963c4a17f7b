import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { toLocale } from '../../ui/i18n/locale-of.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

/** The recovery mail as it would go to one contact, or to nobody in particular. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const params = new URL(request.url).searchParams;
  const preview = await context.app.pages.recovery.preview(shop, {
    locale: toLocale(params.get('in')),
    contact: params.get('as') || null,
    template: params.get('template') ?? '',
  });
  return json(preview);
}
