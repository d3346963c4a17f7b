// A version ready to be rendered: Liquid parsed once, per contact only run.
import type { Condition } from '../../../../understand/conditions/condition.ts';
import type { LiquidTemplate } from '../liquid.ts';
import type { RenderedMail } from '../mail-template.server.ts';
import { askedOf, designedTemplate } from './designed-liquid.ts';
import type { Block, Piece, TemplateDocument } from './document.ts';
import { type AddressOf, differingPlaces, placesIn, resolveLinks } from './link-marks.ts';

/** What differs from contact to contact in a block. */
export type ListBlock = Extract<Piece, { kind: 'products' | 'articles' | 'countdown' }>;

export interface Design {
  document: TemplateDocument;
  subject: LiquidTemplate;
  html: LiquidTemplate;
  text: LiquidTemplate;
  /** how many links the version has: indexes from here on are of those that loops repeat */
  places: number;
  /** the places of links that lead each contact elsewhere */
  differs: ReadonlySet<number>;
  /** by block */
  conditions: ReadonlyMap<string, Condition>;
  lists: readonly ListBlock[];
  /** what of a contact has to be read for it */
  asks: { tags: boolean; attributes: boolean; cart: boolean; order: boolean };
}

interface Laid {
  document: TemplateDocument;
  subject: string;
  html: string;
  text: string;
}

/** @throws when the Liquid cannot be read: what was published can */
export function openDesign({ document, subject, html, text }: Laid): Design {
  const blocks = document.blocks.flatMap<Block>((block) =>
    block.kind === 'columns' ? [block, ...block.columns.flat()] : [block],
  );
  const lists = blocks.filter(
    (block) => block.kind === 'products' || block.kind === 'articles' || block.kind === 'countdown',
  );
  const asked = new Set([subject, html, text].flatMap(askedOf));
  const asks = (root: string) =>
    [...asked].some((path) => path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`));
  const shows = (source: string) => lists.some((block) => block.kind === 'products' && block.source === source);
  const isRecommending = shows('recommended');
  return {
    document,
    subject: designedTemplate(subject, 'plain'),
    html: designedTemplate(html, 'html'),
    text: designedTemplate(text, 'plain'),
    places: Math.max(placesIn(html), placesIn(text)),
    differs: differingPlaces(html),
    conditions: new Map(blocks.flatMap(({ id, condition }) => (condition ? [[id, condition] as const] : []))),
    lists,
    asks: {
      tags: asks('contact.tags') || asked.has('contact'),
      attributes: asks('contact.attributes') || asked.has('contact'),
      cart: asks('cart') || shows('cart') || isRecommending,
      order: asks('order') || shows('order') || isRecommending,
    },
  };
}

/**
 * The one way from a version and a view to a mail: preview, test and delivery come through here, and differ in nothing
 * but the addresses that `address` puts in the place of links.
 */
export function renderDesign(design: Design, view: object, address: AddressOf, subject?: LiquidTemplate): RenderedMail {
  return {
    subject: (subject ?? design.subject)(view).replaceAll(/\s+/g, ' ').trim(),
    html: resolveLinks(design.html(view), true, address),
    // what was left out leaves no gaps behind
    text: resolveLinks(design.text(view), false, address)
      .replace(/\n{3,}/g, '\n\n')
      .replace(/^\n+/, ''),
  };
}
