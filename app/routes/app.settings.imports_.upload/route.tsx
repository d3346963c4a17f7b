import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { requireShop } from '../../ui/require-shop.server.ts';

const MOST_NAME = 200;

const query = z.object({
  kind: z.enum(['orders', 'contacts', 'suppression']),
  name: z
    .string()
    .transform((name) => name.slice(0, MOST_NAME))
    .default('list.csv'),
});

/** Takes a file as the raw body, so that one of any size is never held in memory. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!request.body || !asked.success) throw new Response(null, { status: 400 });
  const { kind, name } = asked.data;
  const told = await context.app.pages.imports.upload(shop, kind, { name, body: request.body });
  return json(told, 'refused' in told ? 422 : 200);
}
