import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

/** The segments that a contact is in; with `near` also the others, the nearest first. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const near = new URL(request.url).searchParams.has('near');
  return json(await context.app.pages.segments.ofContact(shop, params['id'] ?? '', near));
}

const asked = z.strictObject({ segment: z.string().max(100), within: z.boolean() });

/** Puts the contact into a static segment, or takes her out. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { segment, within } = await readJson(request, asked);
  await context.app.pages.segments.put(shop, segment, [params['id'] ?? ''], within);
  return json<ActionAnswer>({ ok: true });
}
