import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** As whom a mail can be looked at. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const search = new URL(request.url).searchParams.get('q') ?? '';
  return json(await context.app.pages.templates.people(shop, search.slice(0, 100)));
}
