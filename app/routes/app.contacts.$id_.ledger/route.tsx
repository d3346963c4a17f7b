import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** A page of the ledger of a contact's scores. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const after = new URL(request.url).searchParams.get('after');
  return json(await context.app.pages.scoring.ledger(shop, params['id'] ?? '', after));
}
