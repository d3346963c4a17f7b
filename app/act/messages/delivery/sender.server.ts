import type { Reader, Trx } from '../../../platform/db/db.ts';
import { isMailAddress } from '../../../platform/mail/header-line.ts';
import type { Brand } from '../../../shop/settings/brand.ts';
import { parseSettings } from '../../../shop/settings/settings-service.server.ts';
import { OWN, type SenderRow } from '../senders/store.server.ts';

/** A shop as its mails show it. */
export interface MailShop {
  name: string;
  url: string;
  host: string;
  locale: string;
  from: { name: string; address: string };
  /** where answers go, shown in the footer */
  replyTo: string;
  /** whether they carry a picture by which an open is known */
  opens: boolean;
  brand: Brand;
}

/**
 * Who a shop's mails come from: the sender it has set, else the server's own address under the shop's name (with answers
 * to the shop), else the shop's address. Answers go where the shop says, else to its sender.
 * @param by another sender than the shop's own
 */
export async function readMailShop(
  reader: Reader | Trx,
  shop: string,
  mailFrom: string | undefined,
  by?: Pick<SenderRow, 'id' | 'name' | 'address' | 'reply_to'>,
): Promise<MailShop | null> {
  const row = await reader
    .selectFrom('shop')
    .select(['name', 'email', 'url', 'locale', 'settings'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  if (!row) return null;
  const { sender, mail, brand } = parseSettings(row.settings);
  const url = row.url ?? `https://${shop}`;
  const own = [sender.address, mailFrom ?? '', row.email ?? '', `no-reply@${shop}`].find(isMailAddress) ?? '';
  const shows = {
    name: row.name,
    url,
    host: URL.canParse(url) ? new URL(url).host : shop,
    locale: row.locale,
    opens: mail.opens,
    brand,
  };
  if (by && by.id !== OWN && isMailAddress(by.address)) {
    const replyTo = isMailAddress(by.reply_to) ? by.reply_to : by.address;
    return { ...shows, from: { name: by.name || row.name, address: by.address }, replyTo };
  }
  return {
    ...shows,
    from: { name: sender.name || row.name, address: own },
    replyTo: [sender.replyTo, sender.address, row.email ?? ''].find(isMailAddress) ?? own,
  };
}
