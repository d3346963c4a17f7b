import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** The next page of who looked at personal data. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const after = new URL(request.url).searchParams.get('after')?.slice(0, 100) ?? '';
  return json(await context.app.pages.privacy.access(shop, after));
}
