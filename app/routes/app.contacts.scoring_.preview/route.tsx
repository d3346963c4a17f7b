import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { ruleSchema } from '../../understand/scoring/rule-form.ts';
import { bandsSchema } from '../../understand/scoring/bands-form.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

const form = z.object({
  rule: ruleSchema.exactOptional(),
  remove: z.string().max(100).exactOptional(),
  bands: bandsSchema.exactOptional(),
});

/** Who would cross a threshold with what is not saved yet; null while the form is not whole. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const change = form.safeParse(await request.json().catch(() => null));
  return json(change.success ? await context.app.pages.scoring.preview(shop, change.data) : null);
}
