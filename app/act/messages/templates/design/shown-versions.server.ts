// A version as it looks to somebody, without a message: what was laid out once is only run.
import { createRecommendationsService } from '../../../../decide/recommendations/service.server.ts';
import type { Clock } from '../../../../platform/clock/clock.ts';
import type { Database } from '../../../../platform/db/db.ts';
import type { MailLinks } from '../../links.ts';
import type { RenderedMail } from '../mail-template.server.ts';
import { type Design, renderDesign } from './design.ts';
import { createDesigns } from './designs.server.ts';
import { type AddressOf, isFollowable } from './link-marks.ts';
import { sampleView } from './view/sample.server.ts';
import { readViewShop } from './view/view-shop.server.ts';
import { readViews, type ViewTools } from './view/views.server.ts';

export interface ShownVersions {
  /**
   * Null where there is no such version, or its texts cannot be run for whom it is shown to.
   * @param contact null: somebody made up
   * @param addressesOf what stands in the place of links; left out: where they lead
   */
  shown(
    shop: string,
    of: { template: string; version: number },
    contact: string | null,
    addressesOf?: (design: Design) => AddressOf,
  ): Promise<RenderedMail | null>;
}

interface Options {
  db: Database;
  clock: Clock;
  links: Pick<MailLinks, 'countdown'>;
}

/** The ways out would be tokens of a message. */
const NOWHERE = '#';

export function createShownVersions({ db, clock, links }: Options): ShownVersions {
  const designs = createDesigns();
  const recommendations = createRecommendationsService({ db, clock });
  return {
    async shown(shop, { template, version }, contact, addressesOf = () => whereTheyLead) {
      const found = await designs.open(db.read, shop, template, version);
      const opened = found === 'broken' ? null : found;
      const viewShop = opened && (await readViewShop(db.read, shop, opened.brand));
      if (!opened || !viewShop) return null;
      const { design } = opened;
      const { locale } = design.document;
      const tools: ViewTools = {
        recommendations,
        now: clock.now(),
        countdown: (until, block) => links.countdown({ shop, until, locale, ground: block.ground }),
      };
      const seen = contact ? await readViews(db.read, viewShop, design, [{ contact, subject: null }], tools) : null;
      const view = seen?.get(contact ?? '')?.view ?? (await sampleView(db.read, viewShop, design, tools));
      const ways = { unsubscribe_url: NOWHERE, preferences_url: NOWHERE };
      try {
        return renderDesign(design, { ...view, ...ways }, addressesOf(design));
      } catch {
        // what a merchant wrote can be run for those it was sent to, and yet not for this one
        return null;
      }
    },
  };
}

const whereTheyLead: AddressOf = (_, target) => (isFollowable(target) ? target : NOWHERE);
