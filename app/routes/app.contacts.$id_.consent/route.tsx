import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { CHANNELS } from '../../listen/facts/fact.ts';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import type { ActionAnswer } from '../../ui/use-toast-of.ts';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.consent.of(shop, params['id'] ?? ''));
}

const form = z.union([
  z.strictObject({
    say: z.enum(['subscribed', 'unsubscribed']),
    channel: z.enum(CHANNELS),
    purpose: z.string().min(1).max(60),
    note: z.string().trim().max(500),
  }),
  z.strictObject({ undo: z.string().min(1).max(400) }),
  z.strictObject({ ask: z.literal(true) }),
]);

const NOTE_LEAST = 5;

/** Staff say what somebody agreed to, take it back, or have her asked. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const told = await readJson(request, form);
  const contact = params['id'] ?? '';
  const { consent } = context.app.pages;
  if ('undo' in told) {
    const undone = await consent.undo(shop, contact, told.undo, staff);
    return json<ActionAnswer>({ ok: undone, ...(undone && { says: 'consentCard.undone' }) });
  }
  if ('ask' in told) {
    const asked = await consent.ask(shop, contact, staff);
    if (asked.result === 'asked') return json<ActionAnswer>({ ok: true, says: 'consentCard.asked' });
    return json<ActionAnswer>({ ok: false, errors: { ask: `consentCard.${asked.result}` } }, 422);
  }
  const { say: state, channel, purpose, note } = told;
  if (note.length < NOTE_LEAST)
    return json<ActionAnswer>({ ok: false, errors: { note: 'consentCard.noteLacks' } }, 422);
  const said = await consent.say(shop, contact, { channel, purpose, state, note }, staff);
  if (said === 'said' || said === 'asked') return json<ActionAnswer>({ ok: true, says: `consentCard.${said}` });
  return json<ActionAnswer>({ ok: false, errors: { state: `consentCard.${said}` } }, 422);
}
