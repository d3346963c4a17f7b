import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { brandSchema } from '../../shop/settings/brand.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

const form = z.object({ brand: brandSchema, locale: z.enum(['en', 'it']) });

/** A sample mail with a brand that is being chosen. Nothing is saved. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { brand, locale } = await readJson(request, form);
  return json({ html: await context.app.pages.brand.preview(shop, brand, locale) });
}
