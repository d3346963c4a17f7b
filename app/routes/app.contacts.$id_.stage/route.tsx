import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { STAGES } from '../../understand/stages/rules.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.stages.of(shop, params['id'] ?? ''));
}

const form = z.strictObject({ stage: z.enum(STAGES).nullable(), note: z.string().trim().max(500) });

/** Says by hand where somebody stands; null lets the rules decide again. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { stage, note } = await readJson(request, form);
  const contact = params['id'] ?? '';
  const { stages } = context.app.pages;
  if (stage === null) await stages.release(shop, contact, staff);
  else await stages.setByHand(shop, contact, stage, { who: staff, note });
  return json<ActionAnswer>({ ok: true });
}
