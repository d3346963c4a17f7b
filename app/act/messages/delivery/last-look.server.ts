import { findPurchases } from '../../../decide/journeys/purchases.server.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Trx } from '../../../platform/db/db.ts';
import { permissionsOf } from '../permission.server.ts';
import { linesWithPictures } from '../cart-lines.server.ts';
import type { MessageRow } from './message-row.ts';
import type { LastLook } from './refusal.ts';

export interface Recipient {
  address: string;
  firstName: string | null;
  locale: string | null;
  /** whether she accepts automated decisions: what she does with a mail is not watched otherwise */
  automated: boolean;
}

export interface CheckoutContent {
  restoreUrl: string;
  lines: unknown;
  total: number;
  currency: string;
  locale: string | null;
}

export interface Looked {
  look: LastLook;
  recipient: Recipient | null;
  checkout: CheckoutContent | null;
}

/** Reads, for a batch of messages of one shop and in one transaction, everything that decides whether they may leave. */
export async function lookAtMessages(
  trx: Trx,
  shop: string,
  seal: Seal,
  messages: readonly MessageRow[],
): Promise<Map<string, Looked>> {
  const row = await trx.selectFrom('shop').select('uninstalled_at').where('shop', '=', shop).executeTakeFirst();
  const shopInstalled = row !== undefined && row.uninstalled_at === null;
  const on = await trx.selectFrom('journey').select('id').where('shop', '=', shop).where('status', '=', 'on').execute();
  const journeysOn = new Set(on.map((journey) => journey.id));
  const recipients = await readRecipients(trx, shop, messages);
  const checkouts = await readCheckouts(trx, shop, messages);
  const purchases = await findPurchases(
    trx,
    shop,
    messages.map((message) => ({ subject: message.subject_id ?? '', contact: message.contact })),
  );
  const permissions = await permissionsOf(trx, shop, seal, [
    ...new Set([...recipients.values()].map((recipient) => recipient.address)),
  ]);
  return new Map(
    messages.map((message) => {
      const recipient = recipients.get(message.contact) ?? null;
      const checkout = checkouts.get(message.subject_id ?? '') ?? null;
      const look: LastLook = {
        shopInstalled,
        journeyOn: message.journey === null || journeysOn.has(message.journey),
        address: recipient?.address ?? null,
        permission: recipient ? permissions.get(recipient.address) : undefined,
        purchase: purchases.of(message.subject_id ?? '', message.contact),
        cart: checkout !== null,
      };
      return [message.id, { look, recipient, checkout }];
    }),
  );
}

async function readRecipients(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
): Promise<Map<string, Recipient>> {
  const rows = await trx
    .selectFrom('contact')
    .select(['id', 'email', 'first_name', 'locale', 'automated'])
    .where('shop', '=', shop)
    .where('id', 'in', [...new Set(messages.map((message) => message.contact))])
    .execute();
  return new Map(
    rows.flatMap(({ id, email, first_name, locale, automated }) =>
      email
        ? [[id, { address: email.toLowerCase(), firstName: first_name, locale, automated: automated === 1 }] as const]
        : [],
    ),
  );
}

async function readCheckouts(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
): Promise<Map<string, CheckoutContent>> {
  const rows = await trx
    .selectFrom('checkout')
    .select(['token', 'restore_url', 'lines', 'total', 'currency', 'locale'])
    .where('shop', '=', shop)
    .where('token', 'in', [...new Set(messages.map((message) => message.subject_id ?? ''))])
    .execute();
  const carts = await linesWithPictures(
    trx,
    shop,
    rows.map((row) => row.lines),
  );
  return new Map(
    rows.flatMap(({ token, restore_url: restoreUrl, total, currency, locale }, index) => {
      const lines = carts[index] ?? [];
      return restoreUrl && lines.length > 0 ? [[token, { restoreUrl, lines, total, currency, locale }] as const] : [];
    }),
  );
}
