import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';
import { isSegmentFile } from '../../ui/views/segment-views.ts';

/** A segment's members as a file; `after` goes on with one that broke off. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const query = new URL(request.url).searchParams;
  const format = query.get('format') ?? 'csv';
  if (!isSegmentFile(format)) throw new Response(null, { status: 404 });
  const file = await context.app.pages.segments.file(shop, params['id'] ?? '', format, query.get('after') ?? '');
  if (!file) throw new Response(null, { status: 404 });
  await context.app.pages.privacy.looked(shop, staff, 'contacts.export');
  return new Response(file, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="segment-${format}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
