import { json, type ActionFunctionArgs } from '@remix-run/node';
import { planSchema } from '../../decide/campaigns/plan.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

/** Who would get a campaign, reckoned while it is edited. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const plan = await readJson(request, planSchema);
  return json({ reckoned: await context.app.pages.campaigns.reckon(shop, plan) });
}
