import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** The lines that an import left out; the page that asked puts them into words and a file. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const lines = await context.app.pages.imports.refused(shop, params.id ?? '');
  return Response.json(lines, { headers: { 'Cache-Control': 'no-store' } });
}
