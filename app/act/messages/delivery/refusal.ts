import type { MailPermission } from '../../../decide/journeys/ports.ts';
import type { Purchase } from '../../../decide/journeys/purchases.server.ts';
import type { Reason } from '../../../decide/journeys/reason.ts';
import { isMailAddress } from '../../../platform/mail/header-line.ts';

/** What is known about a message in the moment before it leaves. */
export interface LastLook {
  shopInstalled: boolean;
  journeyOn: boolean;
  /** null when the contact is gone or has no address */
  address: string | null;
  permission: MailPermission | undefined;
  purchase: Purchase | null;
  /** there is something to return to */
  cart: boolean;
}

/** Why a message must not leave now; null when it may. The order is the order in which a merchant would ask. */
export function whyNot(look: LastLook): Reason | null {
  if (!look.shopInstalled) return { code: 'uninstalled' };
  if (look.purchase) return { code: 'bought', order: look.purchase.order, by: look.purchase.by };
  if (!look.journeyOn) return { code: 'switched_off' };
  if (look.address === null) return { code: 'contact_gone' };
  if (!isMailAddress(look.address)) return { code: 'bad_address' };
  if (!look.permission?.allowed) return look.permission?.reason ?? { code: 'no_consent', state: 'not_subscribed' };
  if (!look.cart) return { code: 'no_cart' };
  return null;
}
