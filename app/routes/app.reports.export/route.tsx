import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** The numbers of a period, as CSV. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { searchParams: asked } = new URL(request.url);
  const csv = await context.app.pages.reports.csv(shop, { from: asked.get('from'), to: asked.get('to') });
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="reports.csv"',
      'Cache-Control': 'no-store',
    },
  });
}
