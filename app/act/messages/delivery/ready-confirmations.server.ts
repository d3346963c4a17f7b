import { identityValue } from '../../../listen/facts/fact.ts';
import type { Reason } from '../../../decide/journeys/reason.ts';
import type { Trx } from '../../../platform/db/db.ts';
import { isMailAddress } from '../../../platform/mail/header-line.ts';
import { ANSWER_DAYS, confirmToken, optInState } from '../../../understand/consent/double-opt-in.ts';
import { TRANSACTIONAL } from '../../../understand/consent/rules.ts';
import { permissionsOf } from '../permission.server.ts';
import { renderConfirmation } from '../templates/mail-template.server.ts';
import { mailLocale } from '../templates/words.ts';
import type { Composed } from './compose.server.ts';
import type { MessageRow } from './message-row.ts';
import type { Ready } from './ready.ts';
import type { ReadyTools } from './ready-recoveries.server.ts';

/** The template of mails that ask for consent; their subject is the request. */
export const CONFIRMATION = 'confirmation';

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
  const installed = await trx.selectFrom('shop').select('uninstalled_at').where('shop', '=', shop).executeTakeFirst();
  for (const message of messages) {
    const request = requests.get(message.subject_id ?? '');
    const permission = request && permissions.get(request.address);
    if (!request || !permission) {
      ready.set(message.id, { not: { code: 'contact_gone' } });
      continue;
    }
    const not = whyNot(installed?.uninstalled_at === null, request, permission, tools.now);
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
  return new Map(rows.map(({ identity, ...row }) => [row.id, { ...row, address: identityValue(identity) }]));
}

async function compose(
  message: MessageRow,
  request: Request,
  { seal, links, sender, now }: ReadyTools,
): Promise<Composed> {
  const rendered = await renderConfirmation(mailLocale(request.locale, sender.locale), {
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
