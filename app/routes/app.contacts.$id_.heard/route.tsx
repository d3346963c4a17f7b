import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** What was heard of one of a contact's messages, and what it is held for. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const message = new URL(request.url).searchParams.get('message') ?? '';
  return json(await context.app.pages.contacts.heard(shop, params['id'] ?? '', message));
}
