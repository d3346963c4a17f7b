import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { requireShop } from '../../ui/require-shop.server.ts';

const MOST_NAME = 200;

const query = z.object({
  name: z
    .string()
    .transform((name) => name.slice(0, MOST_NAME))
    .default(''),
  alt: z.string().max(2000).default(''),
  // what stands between may pass a body on without its length
  bytes: z.coerce.number().int().min(0),
});

/** Takes a picture as the raw body, which passes through to Shopify. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!request.body || !asked.success) throw new Response(null, { status: 400 });
  const told = await context.app.pages.pictures.keep(shop, { ...asked.data, body: request.body });
  return json(told, 'refused' in told ? 422 : 200);
}

/** What became of a picture. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const state = await context.app.pages.pictures.look(shop, new URL(request.url).searchParams.get('id') ?? '');
  if (!state) throw new Response(null, { status: 404 });
  return json(state);
}
