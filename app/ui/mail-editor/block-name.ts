import type { Block } from '../../act/messages/templates/design/document.ts';

const LONGEST = 48;

/** What tells a block from others of its kind: the beginning of what it says. Empty where it says nothing. */
export function blockSays(block: Block): string {
  const said = textOf(block);
  return said.length > LONGEST ? `${said.slice(0, LONGEST).trimEnd()}…` : said;
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return plainWords(block.html);
    case 'heading':
    case 'button':
      return block.text;
    case 'image':
      return block.alt;
    case 'coupon':
      return block.code || block.text;
    case 'countdown':
      return block.text;
    default:
      return '';
  }
}

/** The words of rich text, on one line. */
function plainWords(html: string): string {
  const text = html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&nbsp;', ' ');
  const decoded = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return decoded.replaceAll(/\s+/g, ' ').trim();
}
