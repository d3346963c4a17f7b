import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

/** The static segments, which contacts can be put into. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ segments: await context.app.pages.segments.statics(shop) });
}

const asked = z.strictObject({
  /** null: a new one of this name */
  segment: z.string().max(100).nullable(),
  name: z.string().trim().max(80),
  contacts: z.array(z.string().max(100)).min(1).max(250),
});

/** Puts contacts that were ticked into a static segment. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { segment, name, contacts } = await readJson(request, asked);
  const put = await context.app.pages.segments.putTicked(shop, segment, name, contacts);
  if (!put.ok) {
    const values: Record<string, number> = put.reason === 'too_many' ? { most: put.most } : {};
    return json<ActionAnswer>({ ok: false, says: `segments.people.refused.${put.reason}`, values }, 422);
  }
  return json<ActionAnswer>({
    ok: true,
    says: 'segments.people.wentIn',
    values: { count: put.changed, number: put.changed },
  });
}
