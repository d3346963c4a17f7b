import type { Block } from '../../act/messages/templates/design/document.ts';

const LONGEST = 48;

/** What tells a block from others of its kind: the beginning of what it says. Empty where it says nothing. */
export function blockSays(block: Block): string {
  const said = textOf(block).replaceAll(/\s+/g, ' ').trim();
  return said.length > LONGEST ? `${said.slice(0, LONGEST).trimEnd()}…` : said;
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return decoded(block.html.replaceAll(/<[^>]*>/g, ' '));
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

const decoded = (text: string) =>
  text.replaceAll('&nbsp;', ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
