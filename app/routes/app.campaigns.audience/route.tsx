import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { planSchema } from '../../decide/campaigns/plan.ts';
import { CHANNELS } from '../../listen/facts/fact.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

/** Who would get a campaign, reckoned while it is edited. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const channel = z.enum(CHANNELS).catch('email').parse(new URL(request.url).searchParams.get('channel'));
  const plan = await readJson(request, planSchema);
  return json({ reckoned: await context.app.pages.campaigns.reckon(shop, plan, channel) });
}
