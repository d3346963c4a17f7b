import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { tagName } from '../../understand/tags/tag-name.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

const form = z.union([
  z.object({ give: tagName }),
  z.object({ take: z.string().min(1).max(300) }),
  z.object({ persona: z.string().max(80) }),
]);

/** Tags and the persona of a contact, by hand. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const contact = params['id'] ?? '';
  const read = await readJson(request, form);
  const { traits } = context.app.pages;
  if ('give' in read) await traits.giveTag(shop, contact, read.give);
  else if ('take' in read) await traits.takeTag(shop, contact, read.take);
  else await traits.tellPersona(shop, contact, read.persona);
  return json<ActionAnswer>({ ok: true });
}
