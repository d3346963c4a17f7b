import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

const asked = z.object({ rfm: settingsSchema.shape.rfm });

/** Who would stand where with other settings. Nothing is saved. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = asked.safeParse(await request.json().catch(() => null));
  if (!read.success) return json({ ok: false as const }, 422);
  const effect = await context.app.pages.rfm.effect(shop, read.data.rfm);
  return json({ ok: true as const, effect });
}
