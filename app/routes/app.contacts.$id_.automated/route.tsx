import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.automated.of(shop, params['id'] ?? ''));
}

const form = z.strictObject({ accepts: z.boolean(), note: z.string().trim().max(500) });

/** Writes down what a contact said of automated decisions. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const told = await readJson(request, form);
  const said = await context.app.pages.automated.say(shop, params['id'] ?? '', { ...told, who: staff });
  return json<ActionAnswer>({ ok: said, says: said ? 'automated.saved' : 'automated.unknown' });
}
