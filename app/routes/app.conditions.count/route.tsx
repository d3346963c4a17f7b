import { json, type ActionFunctionArgs } from '@remix-run/node';
import { conditionSchema } from '../../understand/conditions/condition.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ConditionAnswer } from '../../ui/views/condition-views.ts';

const LONGEST = 200_000;

/** For whom a condition holds that is still being edited. Nothing is saved. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const asked = await request.text();
  const read = conditionSchema.safeParse(asked.length > LONGEST ? null : parsed(asked));
  if (!read.success) {
    const gaps = read.error.issues.map(({ path }) =>
      path.map((part) => (typeof part === 'number' ? part : String(part))),
    );
    return json<ConditionAnswer>({ ok: false, asked, gaps });
  }
  const counted = await context.app.pages.conditions.count(shop, read.data, request.signal);
  return json<ConditionAnswer>({ ok: true, asked, gaps: [], ...counted });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
