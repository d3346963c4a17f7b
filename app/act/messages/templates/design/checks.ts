// What a merchant should mend before the mail goes out, but for its Liquid and its weight. Pure.
import type { Brand } from '../../../../shop/settings/brand.ts';
import { contrast, READABLE } from './colours.ts';
import type { Block, Piece, TemplateDocument } from './document.ts';
import type { Fault } from './faults.ts';
import { liquidOf, replaceLiquid } from './liquid-mask.ts';
import { isFollowable } from './link-marks.ts';
import { unescapeHtml } from './escape-html.ts';

export function checkDocument(document: TemplateDocument, brand: Brand): Fault[] {
  const faults = document.blocks.flatMap((block) => checkBlock(block));
  if (document.subject.trim() === '') faults.unshift({ severity: 'error', code: 'no_subject', block: null });
  if (document.purpose === 'marketing') faults.push(...checkWayOut(document, brand));
  return [...faults, ...checkBrand(brand)];
}

const UNSUBSCRIBES = /\{\{-?\s*unsubscribe_url\b/;

function checkWayOut(document: TemplateDocument, brand: Brand): Fault[] {
  const leaves = document.blocks.some((block) => {
    // whoever is left out by the condition would have no way out
    if (block.condition) return false;
    if (block.kind === 'footer') return block.unsubscribe.trim() !== '';
    return 'html' in block && UNSUBSCRIBES.test(block.html);
  });
  const faults: Fault[] = leaves ? [] : [{ severity: 'error', code: 'no_unsubscribe', block: null }];
  const footer = document.blocks.find((block) => block.kind === 'footer');
  if (footer?.address && brand.address === '')
    faults.push({ severity: 'warning', code: 'no_address', block: footer.id });
  return faults;
}

function checkBlock(block: Block): Fault[] {
  const faults: Fault[] = [];
  const fault = (code: Fault['code'], severity: Fault['severity'], words?: Fault['words']) =>
    faults.push({ severity, code, block: block.id, ...(words && { words }) });
  switch (block.kind) {
    case 'columns':
      return block.columns.flat().flatMap((piece: Piece) => checkBlock(piece));
    case 'image':
      if (block.src.trim() === '') fault('no_picture', 'warning');
      else if (!isWeb(block.src)) fault('link_wrong', 'error', { link: block.src.slice(0, 80) });
      else if (isDrawing(block.src)) fault('drawing', 'warning');
      if (!block.decorative && block.alt.trim() === '') fault('no_alt', 'warning');
      if (block.href.trim() !== '') checkLink(block.href, fault);
      return faults;
    case 'button':
      checkLink(block.href, fault);
      return faults;
    case 'text':
      for (const [, href = ''] of block.html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g))
        checkLink(unescapeHtml(href), fault);
      return faults;
    case 'html':
      for (const [, href = ''] of block.html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g))
        checkLink(unescapeHtml(href), fault);
      if (/<img\b(?![^>]*\salt=)[^>]*>/i.test(block.html)) fault('no_alt', 'warning');
      return faults;
    case 'social':
      for (const { url } of block.links) checkLink(url, fault);
      return faults;
    case 'products':
      if (block.source === 'picked' && block.products.length === 0) fault('nothing_picked', 'warning');
      return faults;
    case 'heading':
    case 'divider':
    case 'articles':
    case 'coupon':
    case 'countdown':
    case 'footer':
      return faults;
    default:
      return block satisfies never;
  }
}

type Tell = (code: Fault['code'], severity: Fault['severity'], words?: Fault['words']) => void;

function checkLink(href: string, fault: Tell): void {
  const link = href.trim();
  if (link === '' || link === '#') return fault('link_empty', 'warning');
  // what Liquid puts in its place is not known here
  if (liquidOf(link).length > 0 && !/^[a-z]+:/i.test(link)) return;
  const example = replaceLiquid(link, () => 'x');
  if (!isFollowable(example)) return fault('link_wrong', 'error', { link: link.slice(0, 80) });
  if (/^https?:\/\/(localhost|127\.|0\.0\.0\.0|\[::1\]|[^/:]+\.local(?:[:/]|$))/i.test(example))
    fault('link_local', 'error', { link: link.slice(0, 80) });
}

const isDrawing = (src: string) => /\.svgz?(?:[?#]|$)/i.test(src.trim());

const isWeb = (src: string) => /^(https?:\/\/|\{\{|\{%)/i.test(src.trim());

/** Texts on grounds of the merchant's choice are made readable by themselves (look.ts); the brand's own are told. */
function checkBrand({ colours }: Brand): Fault[] {
  const pairs: [string, string][] = [
    [colours.text, colours.card],
    [colours.muted, colours.page],
    [colours.buttonText, colours.button],
    [colours.link, colours.card],
  ];
  const least = Math.min(...pairs.map(([text, ground]) => contrast(text, ground)));
  if (least >= READABLE) return [];
  return [{ severity: 'warning', code: 'contrast', block: null, words: { contrast: Math.floor(least * 10) / 10 } }];
}
