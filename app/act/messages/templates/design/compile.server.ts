import mjml from 'mjml';
import type { Brand } from '../../../../shop/settings/brand.ts';
import { withoutBlockMarks } from './block-marks.ts';
import { checkDocument } from './checks.ts';
import { openDesign } from './design.ts';
import type { TemplateDocument } from './document.ts';
import { unescapeHtml } from './escape-html.ts';
import type { Fault } from './faults.ts';
import { documentMjml } from './layout/document-mjml.ts';
import { LiquidMask } from './liquid-mask.ts';
import { markLink } from './link-marks.ts';
import { lookOf } from './look.ts';
import { markedText } from './marked-text.ts';
import { detailOf, soundBrand, soundDocument } from './sound.ts';

/** A mail laid out once: Liquid in all three, and in place of every link a mark (link-marks.ts). */
export interface CompiledDesign {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  faults: Fault[];
}

const NO_ATTRIBUTES: ReadonlySet<string> = new Set();

/** The ways out carry tokens of their own and are no clicks. */
const WAYS_OUT = /^\{\{-?\s*(unsubscribe_url|preferences_url)\s*-?\}\}$/;

/**
 * Lays a document out. What is wrong with it is told, never thrown.
 * @param attributes the ids of the attributes that the shop has declared
 * @param marks whether comments tell where each block stands
 */
export async function compileDocument(
  document: TemplateDocument,
  given: Brand,
  attributes: ReadonlySet<string> = NO_ATTRIBUTES,
  marks = false,
): Promise<CompiledDesign> {
  const sound = soundDocument(document, attributes);
  const faults = [...sound.faults, ...checkDocument(document, given)];
  const brand = soundBrand(given);
  const mask = new LiquidMask();
  const source = documentMjml({ document: sound.document, brand, look: lookOf(brand), mask, marks });
  const laidOut = await layOut(source);
  if ('detail' in laidOut) {
    const words = { detail: laidOut.detail };
    return { ...NOTHING, faults: [...faults, { severity: 'error', code: 'not_laid_out', block: null, words }] };
  }
  const { html, addresses } = withMarks(laidOut.html, mask);
  faults.push(...weigh(withoutBlockMarks(html)));
  const { subject, preheader } = sound.document;
  const compiled = { subject, preheader, html, text: markedText(sound.document, brand, addresses), faults };
  try {
    // each text can be read by itself; what goes out is read as a whole
    openDesign({ ...compiled, document: sound.document });
  } catch (error) {
    const words = { detail: detailOf(error) };
    return { ...NOTHING, faults: [...faults, { severity: 'error', code: 'broken_liquid', block: null, words }] };
  }
  return compiled;
}

const NOTHING = { subject: '', preheader: '', html: '', text: '' };

async function layOut(source: string): Promise<{ html: string } | { detail: string }> {
  try {
    const { html } = await mjml(source, { validationLevel: 'strict', fonts: {} });
    // what MJML indents weighs, and says nothing
    return { html: html.replace(/\n\s+/g, '\n') };
  } catch (error) {
    return { detail: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

/** @returns the addresses in the order of their places, as they were written */
function withMarks(masked: string, mask: LiquidMask): { html: string; addresses: string[] } {
  const addresses: string[] = [];
  const html = masked.replace(
    /(<a\b[^>]*?\shref=")([^"]*)(")/g,
    (whole, before: string, address: string, after: string) => {
      const written = unescapeHtml(mask.show(address));
      if (WAYS_OUT.test(written.trim())) return whole;
      return `${before}${markLink(addresses.push(written) - 1, address)}${after}`;
    },
  );
  return { html: mask.show(html), addresses };
}

/** From here on Gmail and others show the rest on demand only. */
const CLIPPED_KB = 102;
const HEAVY_KB = 85;

function weigh(html: string): Fault[] {
  const size = Math.round(Buffer.byteLength(html) / 1024);
  if (size >= CLIPPED_KB) return [{ severity: 'warning', code: 'too_heavy', block: null, words: { size } }];
  return size >= HEAVY_KB ? [{ severity: 'warning', code: 'heavy', block: null, words: { size } }] : [];
}
