import { json, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { blockSchema } from '../../act/messages/templates/design/document.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

const form = z.union([
  z.object({ keep: blockSchema, name: z.string().trim().min(1).max(60) }),
  z.object({ drop: z.string().min(1).max(100) }),
]);

/** Blocks that are kept to be used again, in any template. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const read = await readJson(request, form);
  const { templates } = context.app.pages;
  let full = false;
  if ('keep' in read) full = (await templates.keepBlock(shop, read.name, read.keep)) === null;
  else await templates.dropBlock(shop, read.drop);
  return json({ full, blocks: await templates.keptBlocks(shop) });
}
