import { readDiffers } from '../../../decide/campaigns/variants.server.ts';
import type { MailPermission } from '../../../decide/journeys/ports.ts';
import type { Reason } from '../../../decide/journeys/reason.ts';
import { MINUTE } from '../../../platform/clock/clock.ts';
import type { Trx } from '../../../platform/db/db.ts';
import { isMailAddress } from '../../../platform/mail/header-line.ts';
import { permissionsOf } from '../permission.server.ts';
import type { DesignedMail, DesignedMails } from '../templates/design/designed-mails.server.ts';
import type { MessageRow } from './message-row.ts';
import type { Ready } from './ready.ts';
import type { ReadyTools } from './ready-recoveries.server.ts';
import type { MailShop } from './sender.server.ts';

/** A paused campaign is asked again: it holds what waits, but not what was claimed a moment before. */
const WHILE_PAUSED_MS = MINUTE;
/** It has left, or may have. */
const GONE = ['submitting', 'submitted', 'unknown'];

/** The last look at mails of campaigns: whether the campaign still goes on, whether she may be written to, and that she has none of it yet. */
export async function readyCampaigns(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  { seal, sender, now, designed }: ReadyTools & { designed: DesignedMails },
): Promise<Map<string, Ready>> {
  const ready = new Map<string, Ready>();
  if (messages.length === 0) return ready;
  const states = await statesOf(trx, shop, messages);
  const differs = await differsOf(trx, shop, messages);
  const had = await alreadyHad(trx, shop, messages);
  const own = (message: MessageRow) => differs.get(`${message.campaign} ${message.variant}`);
  const mails = await designed.prepare(
    trx,
    shop,
    messages.map((message) => ({ ...message, subject: own(message)?.subject || undefined })),
    now,
  );
  const permissions = new Map<string, MailPermission>();
  for (const [purpose, of] of Map.groupBy(messages, (message) => message.purpose)) {
    const addresses = of.flatMap(({ id }) => mails.get(id)?.address?.toLowerCase() ?? []);
    const granted = await permissionsOf(trx, shop, seal, [...new Set(addresses)], purpose);
    for (const [address, permission] of granted) permissions.set(`${purpose} ${address}`, permission);
  }
  const installed = await trx.selectFrom('shop').select('uninstalled_at').where('shop', '=', shop).executeTakeFirst();
  for (const message of messages) {
    const state = states.get(message.campaign ?? '');
    if (state === 'paused' && installed?.uninstalled_at === null) {
      ready.set(message.id, { until: now + WHILE_PAUSED_MS, reason: { code: 'campaign_paused' } });
      continue;
    }
    const mail = mails.get(message.id);
    const permission = permissions.get(`${message.purpose} ${mail?.address?.toLowerCase()}`);
    const key = `${message.campaign} ${message.contact}`;
    const not = whyNot({
      installed: installed?.uninstalled_at === null,
      goesOn: state !== undefined && state !== 'cancelled',
      isSecond: had.has(key),
      mail,
      refused: permission?.allowed ? null : (permission?.reason ?? { code: 'no_consent', state: 'not_subscribed' }),
    });
    if (not || !mail) {
      ready.set(message.id, { not: not ?? { code: 'contact_gone' } });
      continue;
    }
    // of two messages that came to be hers one leaves
    had.add(key);
    ready.set(message.id, {
      because: permission?.reason ?? { code: 'subscribed' },
      compose: async () => mail.compose(as(sender, own(message)?.senderName)),
    });
  }
  return ready;
}

const as = (sender: MailShop, name: string | undefined): MailShop =>
  name ? { ...sender, from: { ...sender.from, name } } : sender;

/** In the order in which a merchant would ask. Pure. */
function whyNot(look: {
  installed: boolean;
  goesOn: boolean;
  isSecond: boolean;
  mail: DesignedMail | undefined;
  refused: Reason | null;
}): Reason | null {
  if (!look.installed) return { code: 'uninstalled' };
  if (!look.goesOn) return { code: 'cancelled' };
  if (look.isSecond) return { code: 'had_already' };
  if (!look.mail || look.mail.address === null) return { code: 'contact_gone' };
  if (!isMailAddress(look.mail.address)) return { code: 'bad_address' };
  return look.refused;
}

const campaignsAmong = (messages: readonly MessageRow[]) => [
  ...new Set(messages.flatMap(({ campaign }) => campaign ?? [])),
];

async function statesOf(trx: Trx, shop: string, messages: readonly MessageRow[]): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('campaign')
    .select(['id', 'state'])
    .where('shop', '=', shop)
    .where('id', 'in', campaignsAmong(messages))
    .where('removed_at', 'is', null)
    .execute();
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** By `campaign variant`. */
async function differsOf(trx: Trx, shop: string, messages: readonly MessageRow[]) {
  const rows = await trx
    .selectFrom('campaign_variant')
    .select(['campaign', 'id', 'differs'])
    .where('shop', '=', shop)
    .where('campaign', 'in', campaignsAmong(messages))
    .execute();
  return new Map(rows.map(({ campaign, id, differs }) => [`${campaign} ${id}`, readDiffers(differs)]));
}

/** `campaign contact` of whom one has left already: two contacts that each had a message came to be one. */
async function alreadyHad(trx: Trx, shop: string, messages: readonly MessageRow[]): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('message')
    .select(['campaign', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', [...new Set(messages.map(({ contact }) => contact))])
    .where('campaign', 'in', campaignsAmong(messages))
    .where('state', 'in', GONE)
    .execute();
  return new Set(rows.map(({ campaign, contact }) => `${campaign} ${contact}`));
}
