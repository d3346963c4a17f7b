// A short message ready to be rendered: Liquid parsed once, per contact only run. Preview, test and delivery come this way.
import { askedOf, designedTemplate } from '../templates/design/designed-liquid.ts';
import { isKnownField } from '../templates/design/fields.ts';
import type { Viewable } from '../templates/design/view/views.server.ts';
import type { LiquidTemplate } from '../templates/liquid.ts';
import { MOST_TEXT, type ShortChannel, type ShortDocument } from './short-document.ts';
import type { ShortFault } from './short-faults.ts';

export interface ShortDesign extends Viewable {
  document: ShortDocument;
  title: LiquidTemplate;
  text: LiquidTemplate;
  url: LiquidTemplate;
  parameters: LiquidTemplate[];
}

export interface RenderedShort {
  title: string;
  text: string;
  url: string;
  parameters: string[];
}

const textsOf = ({ title, text, url, approved }: ShortDocument) => [title, text, url, ...(approved?.parameters ?? [])];

/** @throws when the Liquid cannot be read: what was published can */
export function openShort(document: ShortDocument): ShortDesign {
  const asked = new Set(textsOf(document).flatMap(askedOf));
  const asks = (root: string) =>
    [...asked].some((path) => path === root || path.startsWith(`${root}.`) || path.startsWith(`${root}[`));
  const plain = (text: string) => designedTemplate(text, 'plain');
  return {
    document,
    conditions: new Map(),
    lists: [],
    asks: {
      tags: asks('contact.tags') || asked.has('contact'),
      attributes: asks('contact.attributes') || asked.has('contact'),
      cart: asks('cart'),
      order: asks('order'),
    },
    title: plain(document.title),
    text: plain(document.text),
    url: plain(document.url),
    parameters: (document.approved?.parameters ?? []).map(plain),
  };
}

export const renderShort = (design: ShortDesign, view: object): RenderedShort => ({
  title: oneLine(design.title(view)),
  text: design
    .text(view)
    .replaceAll(/[^\S\n]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim(),
  url: design.url(view).trim(),
  // WhatsApp takes no line breaks in what it puts in
  parameters: design.parameters.map((parameter) => oneLine(parameter(view))),
});

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/**
 * What is wrong with it. With an error it is not sent to anybody.
 * @param attributes the ids of the attributes that the shop has declared
 */
export function checkShort(
  document: ShortDocument,
  channel: ShortChannel,
  attributes: ReadonlySet<string>,
): ShortFault[] {
  const faults: ShortFault[] = [];
  if (document.text.trim() === '') faults.push({ severity: 'error', code: 'no_text' });
  if (channel === 'push' && document.title.trim() === '') faults.push({ severity: 'error', code: 'no_title' });
  if (document.text.length > MOST_TEXT[channel])
    faults.push({ severity: 'error', code: 'too_long', words: { most: MOST_TEXT[channel] } });
  if (channel === 'whatsapp' && document.approved === null) faults.push({ severity: 'warning', code: 'not_approved' });
  for (const text of textsOf(document)) {
    if (!text.includes('{{') && !text.includes('{%')) continue;
    try {
      // with nothing to show: what would run without end does so here too
      designedTemplate(text, 'plain')({});
    } catch (error) {
      faults.push({ severity: 'error', code: 'broken_liquid', words: { detail: detailOf(error) } });
      continue;
    }
    for (const field of new Set(askedOf(text).filter((one) => !isKnownField(one, attributes))))
      faults.push({ severity: 'warning', code: 'unknown_field', words: { field } });
  }
  return faults;
}

/** liquidjs tells the file and the line too: there is no file, and a line of a field says little. */
function detailOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (
    message
      .split(/, (?:line|file)[: ]/)[0]
      ?.split('\n')[0]
      ?.slice(0, 160) ?? ''
  );
}
