import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

const form = z.object({ values: z.record(z.string().max(60), z.string().max(500)) });

/** What is said of a contact by hand: attributes, each empty where it is taken away. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<ActionAnswer>({ ok: false }, 422);
  const wrong = await context.app.pages.profile.tell(shop, params['id'] ?? '', read.data.values, staff);
  if (wrong.length === 0) return json<ActionAnswer>({ ok: true });
  const errors = Object.fromEntries(wrong.map((id) => [id, 'dossier.wrong']));
  return json<ActionAnswer>({ ok: false, errors }, 422);
}
