import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** What DNS says of a sender's domain, asked when somebody wants to know. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const checks = await context.app.pages.mailSenders.check(shop, params['id'] ?? '');
  if (!checks) throw new Response(null, { status: 404 });
  return json({ checks });
}
