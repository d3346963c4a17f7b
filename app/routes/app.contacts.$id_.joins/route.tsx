import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

const form = z.union([
  z.object({ join: z.string().trim().toLowerCase().max(320) }),
  z.object({ apart: z.string().max(40) }),
]);

/** Where the merchant goes on looking: the contact may have another id now. */
export type JoinAnswer = ActionAnswer & { contact?: string; joined?: string };

/** Joins another contact to this one, or takes apart what was joined. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const read = form.safeParse(await request.json().catch(() => null));
  if (!read.success) return json<JoinAnswer>({ ok: false }, 422);
  const { profile } = context.app.pages;
  if ('apart' in read.data) {
    const contact = await profile.takeApart(shop, read.data.apart, staff);
    if (contact === null) return json<JoinAnswer>({ ok: false, says: 'joins.gone' }, 409);
    return json<JoinAnswer>({ ok: true, says: 'joins.isApart', contact });
  }
  const contact = await profile.join(shop, params['id'] ?? '', read.data.join, staff);
  if (contact === null)
    return json<JoinAnswer>({ ok: false, says: 'joins.nobody', errors: { join: 'joins.nobody' } }, 422);
  return json<JoinAnswer>({ ok: true, says: 'joins.isJoined', contact, joined: read.data.join });
}
