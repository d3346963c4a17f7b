import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { answerTest } from '../../ui/answer-test.server.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

const form = z.object({ to: z.string().trim().max(254), locale: z.enum(['en', 'it']) });

/** The recovery mail with a sample cart, to an address that the merchant types. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { to, locale } = await readJson(request, form);
  return answerTest(to, await context.app.pages.settings.sendTest(shop, { to, locale }));
}
