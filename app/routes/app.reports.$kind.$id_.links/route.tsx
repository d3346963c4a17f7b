import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireShop } from '../../ui/require-shop.server.ts';
import { REPORT_KINDS } from '../../ui/views/report-views.ts';

/** Where in the mails of a report was clicked: asked for when the report stands, for a mail has to be laid out for it. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { searchParams: asked } = new URL(request.url);
  const kind = REPORT_KINDS.find((one) => one === params.kind);
  const period = { from: asked.get('from'), to: asked.get('to') };
  return json({ maps: kind ? await context.app.pages.reports.links(shop, kind, params.id ?? '', period) : [] });
}
