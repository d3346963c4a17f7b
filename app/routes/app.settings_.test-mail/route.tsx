import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

const form = z.object({ to: z.string().trim().max(254), locale: z.enum(['en', 'it']) });

/** The recovery mail with a sample cart, to an address that the merchant types. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { to, locale } = await readJson(request, form);
  const outcome = await context.app.pages.settings.sendTest(shop, { to, locale });
  if (outcome.kind === 'submitted') return json<ActionAnswer>({ ok: true, says: 'settings.testSent', values: { to } });
  const values: NonNullable<ActionAnswer['values']> =
    outcome.kind === 'too_many' ? { count: outcome.minutes } : 'reason' in outcome ? { reason: outcome.reason } : {};
  return json<ActionAnswer>(
    {
      ok: false,
      says: 'settings.testFailed',
      errors: { to: `errors.testMail.${outcome.kind}` },
      values,
    },
    outcome.kind === 'too_many' ? 429 : 422,
  );
}
