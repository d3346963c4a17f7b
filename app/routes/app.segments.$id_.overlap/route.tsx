import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** How many contacts a segment shares with another. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const other = new URL(request.url).searchParams.get('with') ?? '';
  const overlap = await context.app.pages.segments.overlap(shop, params['id'] ?? '', other);
  if (!overlap) throw new Response(null, { status: 404 });
  return json({ other, ...overlap });
}
