import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** Older entries of a contact's timeline. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const after = new URL(request.url).searchParams.get('after') ?? '';
  return json(await context.app.pages.contacts.timeline(shop, params['id'] ?? '', after));
}
