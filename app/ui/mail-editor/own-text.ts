import type { Block, TemplateDocument } from '../../act/messages/templates/design/document.ts';
import { plainWords } from './block-name.ts';

/** With what a merchant begins who writes the plain text by hand: the words of the blocks, their Liquid kept. */
export function ownText({ blocks }: TemplateDocument): string {
  return blocks.flatMap(linesOf).filter(Boolean).join('\n\n');
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'columns':
      return block.columns.flat().flatMap(linesOf);
    case 'heading':
      return [block.text];
    case 'text':
      return block.html.split(/<\/(?:p|li)>/).map(plainWords);
    case 'button':
      return [`${block.text}: ${block.href}`];
    case 'coupon':
      return [`${block.text} ${block.code}`.trim(), block.small];
    case 'footer':
      return [block.why, `${block.unsubscribe}: {{ unsubscribe_url }}`, `${block.preferences}: {{ preferences_url }}`];
    default:
      return [];
  }
}
