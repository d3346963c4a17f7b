// The blocks of one thing each, as MJML.
import { atWidth } from '../../../../../platform/pictures/at-width.ts';
import type { BlockOf, Piece } from '../document.ts';
import { articlesMjml, productsMjml } from './lists.ts';
import { mjmlTag } from './mjml-tag.ts';
import { richText } from './rich-text.ts';
import { attributeOf, dataOf, lineOf, type Setting, toned } from './setting.ts';
import { NETWORK_NAMES } from './networks.ts';

const LEVELS = { 1: { size: 28, line: 1.22 }, 2: { size: 22, line: 1.28 }, 3: { size: 18, line: 1.35 } };

export function pieceMjml(piece: Piece, setting: Setting): string {
  switch (piece.kind) {
    case 'text':
      return text(piece, setting);
    case 'heading':
      return heading(piece, setting);
    case 'image':
      return image(piece, setting);
    case 'button':
      return button(piece, setting);
    case 'divider':
      return divider(piece, setting);
    case 'products':
      return productsMjml(piece, setting);
    case 'articles':
      return articlesMjml(piece, setting);
    case 'coupon':
      return coupon(piece, setting);
    case 'countdown':
      return countdown(piece, setting);
    case 'social':
      return social(piece, setting);
    default:
      return piece satisfies never;
  }
}

export const padding = (space: number, side: number) => `${space}px ${side}px`;

function text(block: BlockOf<'text'>, setting: Setting): string {
  return mjmlTag(
    'mj-text',
    {
      'css-class': toned(setting, 't'),
      align: block.align,
      color: setting.ground.text,
      padding: padding(block.space, setting.side),
    },
    richText(setting.mask.hide(block.html), setting),
  );
}

function heading(block: BlockOf<'heading'>, setting: Setting): string {
  const { size, line } = LEVELS[block.level];
  const tag = `h${block.level}`;
  return mjmlTag(
    'mj-text',
    {
      'css-class': toned(setting, 't'),
      align: block.align,
      color: setting.ground.text,
      'font-family': setting.look.fonts.heading,
      'font-size': `${size}px`,
      'line-height': String(line),
      'font-weight': '700',
      padding: padding(block.space, setting.side),
    },
    `<${tag} style="margin:0;font:inherit;color:inherit">${lineOf(setting, block.text)}</${tag}>`,
  );
}

function image(block: BlockOf<'image'>, setting: Setting): string {
  if (block.src.trim() === '') return '';
  const width = Math.round((setting.width * block.width) / 100);
  return mjmlTag('mj-image', {
    src: attributeOf(setting, atWidth(block.src.trim(), 2 * width)),
    alt: block.decorative ? '' : attributeOf(setting, block.alt),
    href: block.href === '' ? undefined : attributeOf(setting, block.href),
    width: `${width}px`,
    align: block.align,
    'border-radius': `${setting.look.corners.picture}px`,
    'fluid-on-mobile': block.width === 100 ? 'true' : undefined,
    'font-size': '14px',
    padding: padding(block.space, setting.side),
  });
}

function button(block: BlockOf<'button'>, setting: Setting): string {
  const { ground, look } = setting;
  const isFilled = block.look === 'filled';
  return mjmlTag(
    'mj-button',
    {
      'css-class': toned(setting, isFilled ? 'b' : 'o'),
      href: attributeOf(setting, block.href),
      align: block.align,
      width: block.wide ? '100%' : undefined,
      'background-color': isFilled ? ground.button : 'transparent',
      border: isFilled ? 'none' : `2px solid ${ground.text}`,
      color: isFilled ? ground.buttonText : ground.text,
      'font-family': look.fonts.body,
      'font-size': '16px',
      'font-weight': '600',
      'line-height': '1.3',
      'border-radius': `${look.corners.button}px`,
      'inner-padding': isFilled ? '15px 32px' : '13px 30px',
      padding: padding(block.space, setting.side),
    },
    lineOf(setting, block.text),
  );
}

function divider(block: BlockOf<'divider'>, setting: Setting): string {
  if (!block.line) return mjmlTag('mj-spacer', { height: `${Math.max(block.space * 2, 1)}px` });
  return mjmlTag('mj-divider', {
    'css-class': toned(setting, 'd'),
    'border-width': '1px',
    'border-color': setting.ground.line,
    padding: padding(block.space, setting.side),
  });
}

function coupon(block: BlockOf<'coupon'>, setting: Setting): string {
  const { ground, look } = setting;
  const above = block.text && `<div style="font-size:16px;padding-bottom:8px">${lineOf(setting, block.text)}</div>`;
  const below =
    block.small &&
    `<div class="${toned(setting, 'm')}" style="font-size:13px;color:${ground.muted};padding-top:8px">${lineOf(setting, block.small)}</div>`;
  const code = `<div style="font-family:'SFMono-Regular',Consolas,'Courier New',monospace;font-size:24px;line-height:1.3;font-weight:700;letter-spacing:2px;word-break:break-all">${lineOf(setting, block.code)}</div>`;
  return mjmlTag(
    'mj-table',
    {
      'css-class': toned(setting, 't'),
      color: ground.text,
      'font-size': '16px',
      padding: padding(block.space, setting.side),
    },
    `<tr><td class="${toned(setting, 'k')}" align="center" style="padding:22px 16px;text-align:center;background:${ground.tile};border:2px dashed ${ground.muted};border-radius:${look.corners.picture}px">${above}${code}${below}</td></tr>`,
  );
}

/** The picture is drawn when it is asked for, so that it tells the time of reading; without pictures its words do. */
function countdown(block: BlockOf<'countdown'>, setting: Setting): string {
  const { mask, ground } = setting;
  const data = dataOf(block.id);
  const width = Math.min(setting.width, 480);
  const before = mask.put(`{% if ${data}.over %}`);
  const between = mask.put('{% else %}');
  const after = mask.put('{% endif %}');
  const over = block.over && `<div style="font-size:18px;font-weight:600">${lineOf(setting, block.over)}</div>`;
  const above = block.text && `<div style="padding-bottom:10px">${lineOf(setting, block.text)}</div>`;
  const alt = mask.put(`{{ ${data}.when }}`);
  const picture = `<img src="${mask.put(`{{ ${data}.picture }}`)}" alt="${alt}" width="${width}" style="display:block;width:100%;max-width:${width}px;height:auto;margin:0 auto;font-size:18px;font-weight:600" />`;
  return mjmlTag(
    'mj-text',
    {
      'css-class': toned(setting, 't'),
      align: 'center',
      color: ground.text,
      padding: padding(block.space, setting.side),
    },
    `${before}${over}${between}${above}${picture}${after}`,
  );
}

function social(block: BlockOf<'social'>, setting: Setting): string {
  const links = block.links.length > 0 ? block.links : setting.brand.social;
  if (links.length === 0) return '';
  const { ground } = setting;
  const style = `display:inline-block;margin:0 4px 8px;padding:7px 14px;border:1px solid ${ground.line};border-radius:99px;color:${ground.text};text-decoration:none;font-size:14px`;
  const anchors = links.map(
    ({ network, url }) =>
      `<a class="${toned(setting, 's')}" href="${lineOf(setting, url)}" style="${style}">${NETWORK_NAMES[network]}</a>`,
  );
  return mjmlTag(
    'mj-text',
    { 'css-class': toned(setting, 't'), align: block.align, padding: padding(block.space, setting.side) },
    anchors.join(' '),
  );
}
