import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { TIMELINE_FAMILIES } from '../../understand/contacts/timeline-kinds.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

/** Older entries of a contact's timeline. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { searchParams } = new URL(request.url);
  const after = searchParams.get('after') ?? '';
  const family = TIMELINE_FAMILIES.find((one) => one === searchParams.get('family')) ?? null;
  return json(await context.app.pages.contacts.timeline(shop, params['id'] ?? '', after, family));
}
