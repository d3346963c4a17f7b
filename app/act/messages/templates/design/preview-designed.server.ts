import { LRUCache } from 'lru-cache';
import { createRecommendationsService } from '../../../../decide/recommendations/service.server.ts';
import type { Clock } from '../../../../platform/clock/clock.ts';
import type { Database } from '../../../../platform/db/db.ts';
import type { Brand } from '../../../../shop/settings/brand.ts';
import { readSettings } from '../../../../shop/settings/settings-service.server.ts';
import { declaredAttributes } from '../../../../understand/attributes/declared.server.ts';
import type { MailLinks } from '../../links.ts';
import { withoutBlockMarks } from './block-marks.ts';
import { type CompiledDesign, compileDocument } from './compile.server.ts';
import { type ListBlock, openDesign, renderDesign } from './design.ts';
import { designedTemplate } from './designed-liquid.ts';
import type { TemplateDocument } from './document.ts';
import type { Fault } from './faults.ts';
import { isFollowable } from './link-marks.ts';
import { editableTextOf } from './plain-text.ts';
import { instantOf } from './view/countdown.ts';
import { sampleView } from './view/sample.server.ts';
import { readViewShop } from './view/view-shop.server.ts';
import { readViews, type ViewTools } from './view/views.server.ts';

export interface DesignedPreview {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  /** the text part before it is anybody's, with which a merchant begins who writes it by hand */
  editable: string;
  /** of the HTML as it would go out */
  bytes: number;
  faults: Fault[];
}

export interface DesignedPreviews {
  /** The mail as it would go to a contact, or to somebody made up. Links lead where they would; nothing is tracked. */
  preview(
    shop: string,
    document: TemplateDocument,
    contact: string | null,
    options?: {
      /** that is being chosen */ brand?: Brand;
      /** comments tell where each block stands */ marks?: boolean;
    },
  ): Promise<DesignedPreview>;
}

interface Options {
  db: Database;
  clock: Clock;
  links: Pick<MailLinks, 'countdown'>;
}

/** links of a preview that would be tokens of a message */
const NOWHERE = '#';
const KEPT = 60;

export function createDesignedPreviews({ db, clock, links }: Options): DesignedPreviews {
  const recommendations = createRecommendationsService({ db, clock });
  // as the next contact, on a phone, on a card of the list: looked at many times, laid out once
  const compiled = new LRUCache<string, Promise<CompiledDesign>>({ max: KEPT });

  function compile(...given: Parameters<typeof compileDocument>): Promise<CompiledDesign> {
    const [document, brand, attributes = [], marks] = given;
    const key = JSON.stringify([document, brand, [...attributes], marks]);
    const known = compiled.get(key) ?? compileDocument(...given);
    compiled.set(key, known);
    return known;
  }

  return {
    async preview(shop, document, contact, { brand: given, marks = false } = {}) {
      const brand = given ?? (await readSettings(db.read, shop)).brand;
      const attributes = new Set((await declaredAttributes(db.read, shop)).map(({ id }) => id));
      const laidOut = await compile(document, brand, attributes, marks);
      const nothing = {
        subject: laidOut.subject,
        preheader: laidOut.preheader,
        html: '',
        text: '',
        editable: '',
        bytes: 0,
        faults: laidOut.faults,
      };
      const viewShop = await readViewShop(db.read, shop, brand);
      if (laidOut.html === '' || !viewShop) return nothing;
      const tools: ViewTools = {
        recommendations,
        now: clock.now(),
        countdown: (until, block) => links.countdown({ shop, until, locale: document.locale, ground: block.ground }),
      };
      try {
        const design = openDesign({ ...laidOut, document });
        const faults = [...laidOut.faults, ...overCountdowns(design.lists, viewShop.timezone, tools.now)];
        const seen = contact ? await readViews(db.read, viewShop, design, [{ contact, subject: null }], tools) : null;
        const view = seen?.get(contact ?? '')?.view ?? (await sampleView(db.read, viewShop, design, tools));
        const ways = { unsubscribe_url: NOWHERE, preferences_url: NOWHERE };
        const mail = renderDesign(design, { ...view, ...ways }, (_, target) =>
          isFollowable(target) ? target : NOWHERE,
        );
        const preheader = designedTemplate(laidOut.preheader, 'plain')({ ...view, ...ways });
        const editable = editableTextOf(document, brand);
        return {
          ...mail,
          preheader,
          editable,
          bytes: Buffer.byteLength(withoutBlockMarks(mail.html)),
          faults,
        };
      } catch (error) {
        // each text can be read, and yet together they cannot be run: a loop without end, a filter given nonsense
        const detail = error instanceof Error ? (error.message.split(', file')[0]?.split('\n')[0] ?? '') : '';
        const fault: Fault = { severity: 'error', code: 'broken_liquid', block: null, words: { detail } };
        return { ...nothing, faults: [...laidOut.faults, fault] };
      }
    },
  };
}

/** Told while it is looked at: what was laid out stays as it is, however late it is. */
const overCountdowns = (lists: readonly ListBlock[], zone: string, now: number): Fault[] =>
  lists.flatMap((block) =>
    block.kind === 'countdown' && instantOf(block.until, zone) <= now
      ? [{ severity: 'warning' as const, code: 'over' as const, block: block.id }]
      : [],
  );
