import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

/** Everybody who gets no mail, as CSV. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  await context.app.pages.privacy.looked(shop, staff, 'suppressions.export');
  return new Response(await context.app.pages.suppressions.csv(shop), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="suppressions.csv"',
      'Cache-Control': 'no-store',
    },
  });
}
