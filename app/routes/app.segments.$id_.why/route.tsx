import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** Why a contact is in a segment, or why not. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { segments, privacy } = context.app.pages;
  const contact = new URL(request.url).searchParams.get('contact') ?? '';
  const why = await segments.why(shop, params['id'] ?? '', contact);
  if (!why) throw new Response(null, { status: 404 });
  await privacy.looked(shop, staff, 'contact', contact);
  return json(why);
}
