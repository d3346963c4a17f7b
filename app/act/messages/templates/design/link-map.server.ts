// A version as it looks, with the index of each link in place of its address: what was clicked can be shown where it stands.
import { createRecommendationsService } from '../../../../decide/recommendations/service.server.ts';
import type { Clock } from '../../../../platform/clock/clock.ts';
import type { Database } from '../../../../platform/db/db.ts';
import type { MailLinks } from '../../links.ts';
import { renderDesign } from './design.ts';
import { createDesigns } from './designs.server.ts';
import { createLinkBook } from './link-book.ts';
import { sampleView } from './view/sample.server.ts';
import { readViewShop } from './view/view-shop.server.ts';

export interface MappedMail {
  /** each link that is counted leads to `#link-INDEX` */
  html: string;
  links: { index: number; url: string }[];
}

export interface MappedMails {
  /** null where there is no such version, or its texts cannot be run for somebody made up */
  mapped(shop: string, template: string, version: number): Promise<MappedMail | null>;
}

interface Options {
  db: Database;
  clock: Clock;
  links: Pick<MailLinks, 'countdown'>;
}

/** the ways out are not counted by link */
const NOWHERE = '#';

export function createMappedMails({ db, clock, links }: Options): MappedMails {
  const designs = createDesigns();
  const recommendations = createRecommendationsService({ db, clock });
  return {
    async mapped(shop, template, version) {
      const opened = await designs.open(db.read, shop, template, version);
      const viewShop = opened && (await readViewShop(db.read, shop, opened.brand));
      if (!opened || !viewShop) return null;
      const { design } = opened;
      const { locale } = design.document;
      const view = await sampleView(db.read, viewShop, design, {
        recommendations,
        now: clock.now(),
        countdown: (until, block) => links.countdown({ shop, until, locale, ground: block.ground }),
      });
      // the same book that numbers the links of what goes out; addresses stay as they were written
      const sign = (index: number) => `#link-${index}`;
      const book = createLinkBook({ design, hosts: [], campaign: '', untracked: [], sign });
      const ways = { unsubscribe_url: NOWHERE, preferences_url: NOWHERE };
      try {
        const { html } = renderDesign(design, { ...view, ...ways }, book.address);
        const found = book.links().flatMap((link, index) => (link ? [{ index, url: link.url }] : []));
        return { html, links: found };
      } catch {
        // what a merchant wrote can be run for those it was sent to, and yet not for a sample
        return null;
      }
    },
  };
}
