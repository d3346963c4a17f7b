import { createRecommendationsService } from '../../../decide/recommendations/service.server.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/db.ts';
import { readSettings } from '../../../shop/settings/settings-service.server.ts';
import type { MailLinks } from '../links.ts';
import { sampleView } from '../templates/design/view/sample.server.ts';
import { readViewShop } from '../templates/design/view/view-shop.server.ts';
import { readViews } from '../templates/design/view/views.server.ts';
import { checkShort, openShort, type RenderedShort, renderShort } from './short-design.ts';
import type { ShortChannel, ShortDocument } from './short-document.ts';
import type { ShortFault } from './short-faults.ts';
import { shorten } from './short-links.server.ts';
import { attributesOf } from './short-templates.server.ts';
import { OPT_OUT_LINE } from './words.ts';

export interface ShortPreview extends RenderedShort {
  faults: ShortFault[];
}

export type ShortPreviews = ReturnType<typeof createShortPreviews>;

/** As long as a code is. */
const SOME_CODE = 'a1B2c3D4e5';

interface Options {
  db: Database;
  clock: Clock;
  links: Pick<MailLinks, 'short'>;
}

/** A short message as it would reach a contact, or somebody made up: by the engine that sends, as long as it will be. */
export function createShortPreviews({ db, clock, links }: Options) {
  const recommendations = createRecommendationsService({ db, clock });
  return async (
    shop: string,
    channel: ShortChannel,
    document: ShortDocument,
    contact: string | null,
  ): Promise<ShortPreview> => {
    const faults = checkShort(document, channel, await attributesOf(db, shop));
    const asTyped = { title: document.title, text: document.text, url: document.url, parameters: [], faults };
    if (faults.some(({ code }) => code === 'broken_liquid')) return asTyped;
    const viewShop = await readViewShop(db.read, shop, (await readSettings(db.read, shop)).brand);
    if (!viewShop) return asTyped;
    const tools = { recommendations, now: clock.now(), countdown: () => '' };
    const design = openShort(document);
    const seen = contact ? await readViews(db.read, viewShop, design, [{ contact, subject: null }], tools) : null;
    const view = seen?.get(contact ?? '')?.view ?? (await sampleView(db.read, viewShop, design, tools));
    try {
      const rendered = renderShort(design, view);
      if (channel === 'push') return { ...rendered, faults };
      const { text } = shorten(rendered.text, {
        address: (place) => links.short(SOME_CODE, place),
        hosts: [],
        campaign: '',
        medium: channel,
      });
      const whole = document.optOut && text !== '' ? `${text}\n${OPT_OUT_LINE[document.locale]}` : text;
      return { ...rendered, text: whole, faults };
    } catch {
      // each can be read, and yet it cannot be run for her: a loop without end, a filter given nonsense
      return { ...asTyped, faults: [...faults, { severity: 'error', code: 'broken_liquid', words: { detail: '' } }] };
    }
  };
}
