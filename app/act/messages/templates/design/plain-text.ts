// The text part, made from the blocks: the same mail for readers without HTML, and what a merchant begins to edit.
import type { Brand } from '../../../../shop/settings/brand.ts';
import type { Block, Piece, TemplateDocument } from './document.ts';
import { NETWORK_NAMES } from './layout/networks.ts';
import { richTextAsPlain } from './layout/rich-text.ts';
import { dataOf } from './layout/setting.ts';
import { unescapeHtml } from './escape-html.ts';
import { LiquidMask } from './liquid-mask.ts';

/** Where an address begins and ends in a text that is being made; a text by a merchant's hand has none. */
export const ADDRESS_OPEN = '\uE003';
export const ADDRESS_CLOSE = '\uE004';

const linked = (address: string) => `${ADDRESS_OPEN}${address.trim()}${ADDRESS_CLOSE}`;

/** With its addresses marked by `ADDRESS_OPEN` and `ADDRESS_CLOSE`. Liquid stands in it as it does in the blocks. */
export function plainTextOf(document: TemplateDocument, brand: Brand): string {
  const blocks = document.blocks.map((block) => blockText(block, brand));
  return `${joined(blocks)}\n`;
}

/** What a merchant sees who wants to write it: without marks. */
export function editableTextOf(document: TemplateDocument, brand: Brand): string {
  return plainTextOf(document, brand).replaceAll(ADDRESS_OPEN, '').replaceAll(ADDRESS_CLOSE, '');
}

function blockText(block: Block, brand: Brand): string {
  switch (block.kind) {
    case 'columns':
      return conditional(block, joined(block.columns.flat().map((piece) => pieceText(piece, brand))));
    case 'html':
      return conditional(block, rich(block.html.replace(/<(style|script|head)[\s\S]*?<\/\1>/gi, '')));
    case 'footer': {
      const lines = [
        '--',
        block.why,
        block.unsubscribe && `${block.unsubscribe}: {{ unsubscribe_url }}`,
        block.preferences && `${block.preferences}: {{ preferences_url }}`,
        '{{ shop.name }} - {{ shop.host }}',
        block.address ? brand.address.replaceAll('{', '') : '',
      ];
      return conditional(block, lines.filter(Boolean).join('\n'));
    }
    default:
      return pieceText(block, brand);
  }
}

/** Between blocks stands an empty line; a block that a condition leaves out takes its own away. */
function conditional(block: Pick<Block, 'id' | 'condition'>, text: string): string {
  if (text === '' || !block.condition) return text;
  const whole = text.endsWith(ENDS_ITSELF) ? text.slice(0, -1) : `${text}\n\n`;
  return `{% if ${dataOf(block.id)}.shown %}${whole}{% endif %}${ENDS_ITSELF}`;
}

const ENDS_ITSELF = '\uE005';

const joined = (texts: readonly string[]) =>
  texts
    .filter(Boolean)
    .map((text) => (text.endsWith(ENDS_ITSELF) ? text.slice(0, -1) : `${text}\n\n`))
    .join('')
    .trimEnd();

function pieceText(piece: Piece, brand: Brand): string {
  return conditional(piece, contentOf(piece, brand));
}

function contentOf(piece: Piece, brand: Brand): string {
  switch (piece.kind) {
    case 'text':
      return rich(piece.html);
    case 'heading':
      return piece.level === 1 ? `${piece.text}\n${'='.repeat(24)}` : piece.text;
    case 'image':
      if (piece.decorative || piece.alt === '') return '';
      return piece.href ? `[${piece.alt}] (${linked(piece.href)})` : `[${piece.alt}]`;
    case 'button':
      return piece.text && piece.href ? `${piece.text}:\n${linked(piece.href)}` : '';
    case 'divider':
      return piece.line ? '-'.repeat(24) : '';
    case 'products': {
      const times = '{% if p.quantity > 1 %}{{ p.quantity }} x {% endif %}';
      const price = piece.price ? `{% if p.price %}: ${times}{{ p.price }}{% endif %}` : '';
      const line = `- {{ p.title }}{% if p.variant %} ({{ p.variant }}){% endif %}${price}\n  ${linked('{{ p.url }}')}\n`;
      return looped(piece.id, 'p', line);
    }
    case 'articles': {
      const excerpt = piece.excerpt ? '{% if a.excerpt %}  {{ a.excerpt }}\n{% endif %}' : '';
      return looped(piece.id, 'a', `- {{ a.title }}\n${excerpt}  ${linked('{{ a.url }}')}\n`);
    }
    case 'coupon':
      return [piece.text, piece.code && `* ${piece.code} *`, piece.small].filter(Boolean).join('\n');
    case 'countdown': {
      const data = dataOf(piece.id);
      return `{% if ${data}.over %}${piece.over}{% else %}${piece.text ? `${piece.text} ` : ''}{{ ${data}.when }}{% endif %}`;
    }
    case 'social': {
      const links = piece.links.length > 0 ? piece.links : brand.social;
      return links.map(({ network, url }) => `${NETWORK_NAMES[network]}: ${linked(url)}`).join('\n');
    }
    default:
      return piece satisfies never;
  }
}

/** An empty list leaves no empty lines behind. */
const looped = (id: string, item: string, line: string) => {
  const items = `${dataOf(id)}.items`;
  return `{% if ${items}.size > 0 %}{% for ${item} in ${items} %}${line}{% endfor %}\n{% endif %}${ENDS_ITSELF}`;
};

/** Liquid passes through the sanitiser hidden. */
function rich(html: string): string {
  const mask = new LiquidMask();
  return mask.show(unescapeHtml(richTextAsPlain(mask.hide(html))));
}
