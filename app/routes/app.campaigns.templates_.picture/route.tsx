import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { toLocale } from '../../ui/i18n/locale-of.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

/** A template, or one to begin with, drawn small on its card. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const params = new URL(request.url).searchParams;
  const recipe = params.get('recipe');
  const template = params.get('template') ?? '';
  const version = Number(params.get('version'));
  const of = recipe
    ? { recipe, locale: toLocale(params.get('in')) }
    : Number.isSafeInteger(version) && version > 0
      ? { template, version }
      : { template };
  return json({ html: await context.app.pages.templates.picture(shop, of) });
}
