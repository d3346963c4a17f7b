import { identity, identityValue } from '../../../listen/facts/fact.ts';
import type { Reason } from '../../../decide/journeys/reason.ts';
import type { Trx } from '../../../platform/db/db.ts';
import { isMailAddress } from '../../../platform/mail/header-line.ts';
import { ANSWER_DAYS, confirmToken, optInState } from '../../../understand/consent/double-opt-in.ts';
import { TRANSACTIONAL } from '../../../understand/consent/rules.ts';
import { consentLogs } from '../../../understand/consent/store.server.ts';
import { permissionsOf } from '../permission.server.ts';
import { renderConfirmation, renderReminder } from '../templates/mail-template.server.ts';
import { mailLocale } from '../templates/words.ts';
import type { Composed } from './compose.server.ts';
import type { MessageRow } from './message-row.ts';
import type { Ready } from './ready.ts';
import type { ReadyTools } from './ready-recoveries.server.ts';

/** The template of mails that ask for consent; their subject is the request. */
export const CONFIRMATION = 'confirmation';
/** Of those that ask once more. */
export const REMINDER = 'confirmation-reminder';

/** Mails that ask for consent: they need none, but leave alone who was erased, or whose address is not to be written to. */
export async function readyConfirmations(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  tools: ReadyTools,
): Promise<Map<string, Ready>> {
  const ready = new Map<string, Ready>();
  if (messages.length === 0) return ready;
  const requests = await requestsOf(trx, shop, messages);
  const addresses = [...new Set([...requests.values()].map(({ address }) => address))];
  const permissions = await permissionsOf(trx, shop, tools.seal, addresses, TRANSACTIONAL);
  const reminded = messages.filter(({ template }) => template === REMINDER).flatMap((one) => one.subject_id ?? []);
  const settled = await settledSince(
    trx,
    shop,
    reminded.flatMap((id) => requests.get(id) ?? []),
  );
  const installed = await trx.selectFrom('shop').select('uninstalled_at').where('shop', '=', shop).executeTakeFirst();
  for (const message of messages) {
    const request = requests.get(message.subject_id ?? '');
    const permission = request && permissions.get(request.address);
    if (!request || !permission) {
      ready.set(message.id, { not: { code: 'contact_gone' } });
      continue;
    }
    const isOver = message.template === REMINDER && settled.has(request.id);
    const not: Reason | null = isOver
      ? { code: 'answered' }
      : whyNot(installed?.uninstalled_at === null, request, permission, tools.now);
    ready.set(
      message.id,
      not ? { not } : { because: permission.reason, compose: () => compose(message, request, tools) },
    );
  }
  return ready;
}

interface Request {
  id: string;
  address: string;
  asked_at: number;
  confirmed_at: number | null;
  locale: string | null;
}

function whyNot(
  installed: boolean,
  request: Request,
  permission: { allowed: boolean; reason: Reason },
  now: number,
): Reason | null {
  if (!installed) return { code: 'uninstalled' };
  if (optInState(request, now) !== 'waiting') return { code: 'answered' };
  if (!isMailAddress(request.address)) return { code: 'bad_address' };
  return permission.allowed ? null : permission.reason;
}

/**
 * Requests of which nobody is reminded: something was said of mail since, by whatever way, or she was asked anew.
 * A reminder is no pressure.
 */
async function settledSince(trx: Trx, shop: string, requests: readonly Request[]): Promise<Set<string>> {
  if (requests.length === 0) return new Set();
  const identities = [...new Set(requests.map(({ address }) => identity('email', address)))];
  const logs = await consentLogs(trx, shop, identities);
  const anew = await trx
    .selectFrom('double_opt_in')
    .select(['identity', 'asked_at'])
    .where('shop', '=', shop)
    .where('identity', 'in', identities)
    .execute();
  return new Set(
    requests.flatMap(({ id, address, asked_at: askedAt }) => {
      const hers = identity('email', address);
      const said = (logs.get(hers) ?? []).some(
        ({ channel, state, at }) => channel === 'email' && state !== 'pending' && at > askedAt,
      );
      return said || anew.some((one) => one.identity === hers && one.asked_at > askedAt) ? [id] : [];
    }),
  );
}

async function requestsOf(trx: Trx, shop: string, messages: readonly MessageRow[]): Promise<Map<string, Request>> {
  const rows = await trx
    .selectFrom('double_opt_in')
    .leftJoin('identity', (join) =>
      join.onRef('identity.shop', '=', 'double_opt_in.shop').onRef('identity.id', '=', 'double_opt_in.identity'),
    )
    .leftJoin('contact', (join) =>
      join.onRef('contact.shop', '=', 'identity.shop').onRef('contact.id', '=', 'identity.contact'),
    )
    .select(['double_opt_in.id', 'double_opt_in.identity', 'asked_at', 'confirmed_at', 'contact.locale'])
    .where('double_opt_in.shop', '=', shop)
    .where(
      'double_opt_in.id',
      'in',
      messages.map((message) => message.subject_id ?? ''),
    )
    .execute();
  return new Map(rows.map(({ identity: hers, ...row }) => [row.id, { ...row, address: identityValue(hers) }]));
}

async function compose(
  message: MessageRow,
  request: Request,
  { seal, links, sender, now }: ReadyTools,
): Promise<Composed> {
  const render = message.template === REMINDER ? renderReminder : renderConfirmation;
  const rendered = await render(mailLocale(request.locale, sender.locale), sender.brand, {
    shop: { name: sender.name, host: sender.host },
    sender: { address: sender.replyTo },
    days: ANSWER_DAYS,
    shop_url: sender.url,
    confirm_url: links.confirm(confirmToken(seal, message.shop, request.id)),
  });
  return {
    mail: {
      from: sender.from,
      to: request.address,
      ...(sender.replyTo === sender.from.address ? {} : { replyTo: sender.replyTo }),
      ...rendered,
      messageId: `${message.id}@${sender.from.address.split('@')[1] ?? 'localhost'}`,
      headers: {
        'Feedback-ID': `${message.template}:${message.shop.split('.')[0] ?? ''}:sandmill`,
        // RFC 3834: nobody typed this one mail, and an out-of-office note need not answer it
        'Auto-Submitted': 'auto-generated',
      },
      date: now,
    },
    // nothing of it is followed: who is asked for consent has not given any
    links: [],
  };
}
