// Short messages as they go out: the versions and views of a batch of messages, whatever their channel.
import { createRecommendationsService } from '../../../decide/recommendations/service.server.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Database, Trx } from '../../../platform/db/db.ts';
import { readSettings } from '../../../shop/settings/settings-service.server.ts';
import type { MessageRow } from '../delivery/message-row.ts';
import { campaignNames } from '../campaign-names.server.ts';
import { eachContactOnce } from '../each-contact-once.ts';
import { slugOf } from '../templates/design/link-book.ts';
import { readViews } from '../templates/design/view/views.server.ts';
import { readViewShop } from '../templates/design/view/view-shop.server.ts';
import { type RenderedShort, renderShort } from './short-design.ts';
import type { ShortDocument } from './short-document.ts';
import { createShortVersions } from './short-versions.server.ts';

export interface ShortMessage {
  document: ShortDocument;
  locale: string | null;
  /** whether she accepts automated decisions */
  automated: boolean;
  /** hosts of the shop's storefront */
  hosts: readonly string[];
  /** for `utm_campaign` */
  campaign: string;
  /** @throws when the Liquid of the version cannot be run for this contact */
  render(): RenderedShort;
}

export interface ShortMessages {
  /** By message. One whose contact or version is gone is not in the map. */
  prepare(trx: Trx, shop: string, messages: readonly MessageRow[], now: number): Promise<Map<string, ShortMessage>>;
}

export function createShortMessages({ db, clock }: { db: Database; clock: Clock }): ShortMessages {
  const versions = createShortVersions();
  const recommendations = createRecommendationsService({ db, clock });
  return {
    async prepare(trx, shop, messages, now) {
      const ready = new Map<string, ShortMessage>();
      const names = await campaignNames(trx, shop, messages);
      const { brand } = await readSettings(trx, shop);
      const viewShop = await readViewShop(trx, shop, brand);
      if (!viewShop) return ready;
      for (const group of eachContactOnce(messages).values()) {
        const [first] = group;
        if (!first) continue;
        const version = await versions.open(trx, shop, first.template, first.template_version ?? 0);
        if (!version || version === 'broken') continue;
        const asked = group.map(({ contact, subject_id: subject }) => ({ contact, subject }));
        // no pictures that are drawn: a short message has none
        const tools = { recommendations, now, countdown: () => '' };
        const views = await readViews(trx, viewShop, version.design, asked, tools);
        for (const message of group) {
          const found = views.get(message.contact);
          if (!found || version.channel !== message.channel) continue;
          ready.set(message.id, {
            document: version.design.document,
            locale: found.person.locale,
            automated: found.person.automated,
            hosts: [viewShop.host, shop],
            campaign: slugOf(names.get(message.campaign ?? '') ?? version.name),
            render: () => renderShort(version.design, found.view),
          });
        }
      }
      return ready;
    },
  };
}
