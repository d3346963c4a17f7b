import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';

const TYPES = { html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** What was gathered for a data request, for the merchant to hand over. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { searchParams } = new URL(request.url);
  const format = searchParams.get('format') === 'json' ? 'json' : 'html';
  const id = searchParams.get('id')?.slice(0, 300) ?? '';
  const file = await context.app.pages.privacy.download(shop, staff, id, format);
  if (file === null) throw new Response(null, { status: 404 });
  return new Response(file, {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="personal-data.${format}"`,
      'Cache-Control': 'no-store',
    },
  });
}
