import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { documentSchema } from '../../act/messages/templates/design/document.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { answerTest } from '../../ui/answer-test.server.ts';

const form = z.object({
  to: z.string().trim().max(254),
  document: documentSchema,
  contact: z.string().max(100).nullable(),
});

/** A mail that is being edited, to an address that the merchant types. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = await readJson(request, form);
  return answerTest(asked.to, await context.app.pages.templates.sendTest(shop, asked));
}
