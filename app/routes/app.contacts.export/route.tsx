import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  await context.app.pages.privacy.looked(shop, staff, 'contacts.export');
  return new Response(await context.app.pages.contacts.exportCsv(shop), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="contacts.csv"',
      'Cache-Control': 'no-store',
    },
  });
}
