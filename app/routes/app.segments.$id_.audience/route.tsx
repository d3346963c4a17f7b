import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** How many members an audience file would have, and how many it leaves out for which reason. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const audience = await context.app.pages.segments.audience(shop, params['id'] ?? '');
  if (!audience) throw new Response(null, { status: 404 });
  return json(audience);
}
