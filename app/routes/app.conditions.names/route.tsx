import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { NAME_SOURCES } from '../../ui/conditions/entries/entry.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

const asked = z.object({ of: z.enum(NAME_SOURCES), q: z.string().max(200).catch('') });

/** Names of things of the shop, for the pickers of the condition editor. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const query = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) throw new Response(null, { status: 400 });
  const { of, q } = query.data;
  return json({ source: of, names: await context.app.pages.conditions.names(shop, of, q) });
}
