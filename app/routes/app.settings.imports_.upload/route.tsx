import { json, type ActionFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

const MOST_NAME = 200;

/** Takes an orders export as the raw body, so that a file of any size is never held in memory. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  if (!request.body) throw new Response(null, { status: 400 });
  const name = new URL(request.url).searchParams.get('name')?.slice(0, MOST_NAME) || 'orders.csv';
  const id = await context.app.pages.imports.start(shop, { name, body: request.body });
  return json({ id });
}
