import { campaignTemplates } from '../act/messages/campaign-templates.server.ts';
import type { ShortPreviews } from '../act/messages/texts/preview-short.server.ts';
import type { ShortChannel } from '../act/messages/texts/short-document.ts';
import { listSendableShorts, readSendableShort } from '../act/messages/texts/sendable-shorts.server.ts';
import type { Database } from '../platform/db/db.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { RecoveryReminder, ReminderShown, ReminderView } from '../ui/views/reminder-views.ts';

interface Deps {
  db: Database;
  shops: ShopsService;
  shortPreviews: ShortPreviews;
}

/** What the page of recovery says of its second reminder. */
export function createRecoveryReminder({ db, shops, shortPreviews }: Deps) {
  return {
    async view(shop: string, chosen: string): Promise<ReminderView> {
      const carries = (channel: ShortChannel) => campaignTemplates.carried(db.read, shop, channel);
      const [templates, sms, whatsapp, push] = await Promise.all([
        listSendableShorts(db.read, shop, chosen),
        carries('sms'),
        carries('whatsapp'),
        carries('push'),
      ]);
      return { templates, carried: { sms, whatsapp, push } };
    },

    /** Whether it can be sent as it is: what it names is there, is ready, and is of its channel. */
    async isSound(shop: string, { on, channel, template }: RecoveryReminder): Promise<boolean> {
      if (!on) return true;
      return (await readSendableShort(db.read, shop, template))?.channel === channel;
    },

    /** As it would reach a contact with her last cart, or somebody made up. Null where there is no such template. */
    async preview(shop: string, template: string, contact: string | null): Promise<ReminderShown | null> {
      const short = await readSendableShort(db.read, shop, template);
      if (!short) return null;
      const { title, text } = await shortPreviews(shop, short.channel, short.document, contact);
      return { from: (await shops.require(shop)).name, title, text, picture: short.document.picture };
    },
  };
}
