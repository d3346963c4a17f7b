import type { Brand } from '../../../../shop/settings/brand.ts';
import type { TemplateDocument } from './document.ts';
import { markLink } from './link-marks.ts';
import { ADDRESS_CLOSE, ADDRESS_OPEN, plainTextOf } from './plain-text.ts';

const MADE = new RegExp(`${ADDRESS_OPEN}([^${ADDRESS_CLOSE}]*)${ADDRESS_CLOSE}`, 'g');
/** addresses in a text that a merchant wrote: as they are, or put out by Liquid; not the ways out */
const WRITTEN =
  /https?:\/\/(?:\{\{[^}]*\}\}|[^\s<>()"\]{])+|\{\{-?\s*(?!unsubscribe_url|preferences_url)[\w.]*url\s*-?\}\}/g;
const WAY_OUT = /\{\{-?\s*unsubscribe_url\s*-?\}\}/;

/**
 * The text part with its links marked: one that stands in the HTML too has the same place.
 * @param addresses of the HTML, by place
 */
export function markedText(document: TemplateDocument, brand: Brand, addresses: readonly string[]): string {
  const places = new Map(addresses.map((address, place) => [address, place] as const).reverse());
  const mark = (address: string) => {
    const place = places.get(address) ?? places.size + addresses.length;
    places.set(address, place);
    return markLink(place, address);
  };
  if (document.text === null) {
    return plainTextOf(document, brand).replace(MADE, (_, address: string) => mark(address));
  }
  return withWayOut(document).replace(WRITTEN, mark);
}

/** Whoever wrote the text may have forgotten how to leave. */
function withWayOut(document: TemplateDocument): string {
  const text = document.text ?? '';
  if (document.purpose !== 'marketing' || WAY_OUT.test(text)) return text;
  const footer = document.blocks.find((block) => block.kind === 'footer');
  const words = footer?.unsubscribe || (document.locale === 'it' ? 'Annulla l’iscrizione' : 'Unsubscribe');
  return `${text.trimEnd()}\n\n--\n${words}: {{ unsubscribe_url }}\n`;
}
