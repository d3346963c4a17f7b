import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { documentSchema } from '../../act/messages/templates/design/document.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

const form = z.object({ document: documentSchema, contact: z.string().max(100).nullable() });

/** A mail that is being edited, as the engine that sends lays it out. Nothing is saved. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { document, contact } = await readJson(request, form);
  return json(await context.app.pages.templates.preview(shop, document, contact));
}
