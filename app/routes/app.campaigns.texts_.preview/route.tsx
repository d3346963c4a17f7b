import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { SHORT_CHANNELS, shortDocumentSchema } from '../../act/messages/texts/short-document.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

/** A template as it would be sent, or a version as it was, for the pages of campaigns. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const params = new URL(request.url).searchParams;
  const version = Number(params.get('version'));
  const which = Number.isSafeInteger(version) && version > 0 ? version : null;
  return json(await context.app.pages.texts.picture(shop, params.get('template') ?? '', which));
}

const form = z.object({
  channel: z.enum(SHORT_CHANNELS),
  document: shortDocumentSchema,
  contact: z.string().max(100).nullable(),
});

/** A short message that is being edited, as the engine that sends lays it out. Nothing is saved. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { channel, document, contact } = await readJson(request, form);
  return json(await context.app.pages.texts.preview(shop, channel, document, contact));
}
