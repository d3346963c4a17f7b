import type { Brand } from '../../../../shop/settings/brand.ts';
import type { TemplateDocument } from './document.ts';
import { askedOf, designedTemplate } from './designed-liquid.ts';
import { unescapeHtml } from './escape-html.ts';
import type { Fault } from './faults.ts';
import { liquidOf, replaceLiquid } from './liquid-mask.ts';
import { withoutMarks } from './link-marks.ts';
import { isKnownField } from './fields.ts';
import { mapTexts } from './texts.ts';

interface Sound {
  document: TemplateDocument;
  faults: Fault[];
}

/**
 * The document with each text's Liquid looked at on its own. What cannot be read is told, and shown as it was typed:
 * the rest of the mail can still be looked at.
 * @param attributes the ids of the attributes that the shop has declared
 */
export function soundDocument(document: TemplateDocument, attributes: ReadonlySet<string>): Sound {
  const faults: Fault[] = [];
  const look = (text: string, block: string | null): string => {
    if (!text.includes('{{') && !text.includes('{%')) return withoutMarks(text);
    const clean = withoutMarks(text);
    try {
      // with nothing to show: what would run without end does so here too
      designedTemplate(clean, 'plain')({});
    } catch (error) {
      faults.push({ severity: 'error', code: 'broken_liquid', block, words: { detail: detailOf(error) } });
      return clean.replaceAll('{', '{\u200B');
    }
    const unknown = new Set(askedOf(clean).filter((field) => !isKnownField(field, attributes)));
    for (const field of unknown) faults.push({ severity: 'warning', code: 'unknown_field', block, words: { field } });
    return clean;
  };
  const blocks = document.blocks.map((block) =>
    mapTexts(block, (text, kind, id) => look(kind === 'rich' ? withBareLiquid(text) : text, id)),
  );
  const subject = look(document.subject, null);
  const preheader = look(document.preheader, null);
  const text = document.text === null ? null : look(document.text, null);
  return { document: { ...document, subject, preheader, text, blocks }, faults };
}

/** A brand says the same to everybody: no Liquid runs in it, and none that is half written spoils what stands around it. */
export function soundBrand(brand: Brand): Brand {
  const plain = (text: string) => withoutMarks(text).replaceAll('{', '');
  const address = (url: string) => withoutMarks(url).replaceAll('{', '%7B').replaceAll('}', '%7D');
  return {
    ...brand,
    logo: { ...brand.logo, url: address(brand.logo.url), alt: plain(brand.logo.alt) },
    address: plain(brand.address),
    social: brand.social.map((each) => ({ ...each, url: address(each.url) })),
  };
}

/** An editor of rich text escapes what it does not know to be Liquid. */
const withBareLiquid = (html: string) => (liquidOf(html).length > 0 ? replaceLiquid(html, unescapeHtml) : html);

/** liquidjs tells the file and the line too: there is no file, and a line of a field says little. */
export function detailOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (
    message
      .split(/, (?:line|file)[: ]/)[0]
      ?.split('\n')[0]
      ?.slice(0, 160) ?? ''
  );
}
