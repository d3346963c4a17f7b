import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** The second reminder as it would reach one contact, or nobody in particular. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const params = new URL(request.url).searchParams;
  const { recovery } = context.app.pages;
  return json(await recovery.previewReminder(shop, params.get('template') ?? '', params.get('as') || null));
}
