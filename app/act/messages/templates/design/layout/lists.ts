// Blocks whose content differs from contact to contact: Liquid loops over what the view has for them.
import type { BlockOf } from '../document.ts';
import { mjmlTag } from './mjml-tag.ts';
import { dataOf, lineOf, type Setting, toned } from './setting.ts';

/** pixels around each cell of a grid */
const CELL = 8;

/** Products with pictures beside one another, or as a list where there is one column. */
export function productsMjml(block: BlockOf<'products'>, setting: Setting): string {
  const { id, space } = block;
  if (block.columns === 1) return list(id, space, setting, productList(block, setting), 'p');
  // the outermost pictures begin and end where the text does
  const wider = Math.min(CELL, setting.side);
  const grid = { ...setting, side: setting.side - wider, width: setting.width + 2 * wider };
  return list(id, space, grid, productGrid(block, grid), 'p');
}

export function articlesMjml(block: BlockOf<'articles'>, setting: Setting): string {
  const { mask, ground } = setting;
  const data = dataOf(block.id);
  const excerpt = block.excerpt
    ? `${mask.put('{% if a.excerpt %}')}<div class="${toned(setting, 'm')}" style="color:${ground.muted};font-size:15px;padding-top:4px">${mask.put('{{ a.excerpt }}')}</div>${mask.put('{% endif %}')}`
    : '';
  const item = beside(
    setting,
    120,
    'a',
    `<a class="${toned(setting, 'n')}" href="${mask.put('{{ a.url }}')}" style="color:${ground.text};text-decoration:none;font-weight:600;font-size:17px">${mask.put('{{ a.title }}')}</a>${excerpt}`,
  );
  const rows = `${mask.put(`{% for a in ${data}.items %}`)}${item}${mask.put('{% endfor %}')}`;
  return list(block.id, block.space, setting, rows, 'a');
}

/** Shown only where there is something to show. */
function list(id: string, space: number, setting: Setting, rows: string, css: string): string {
  const { mask, ground } = setting;
  const table = mjmlTag(
    'mj-table',
    {
      'css-class': `${toned(setting, 't')} ${css}`,
      role: 'presentation',
      color: ground.text,
      'font-size': '16px',
      'line-height': '1.4',
      padding: `${space}px ${setting.side}px`,
    },
    rows,
  );
  const raw = (liquid: string) => mjmlTag('mj-raw', {}, mask.put(liquid));
  return `${raw(`{% if ${dataOf(id)}.items.size > 0 %}`)}${table}${raw('{% endif %}')}`;
}

function productList(block: BlockOf<'products'>, setting: Setting): string {
  const { mask, ground } = setting;
  const variant = `${mask.put('{% if p.variant %}')}<div class="${toned(setting, 'm')}" style="color:${ground.muted};font-size:14px">${mask.put('{{ p.variant }}')}</div>${mask.put('{% endif %}')}`;
  const quantity = `${mask.put('{% if p.quantity > 1 %}')}<span class="${toned(setting, 'm')}" style="color:${ground.muted};font-size:14px">${mask.put('{{ p.quantity }}')} × </span>${mask.put('{% endif %}')}`;
  const price = block.price ? `<div style="padding-top:4px">${quantity}${mask.put('{{ p.price }}')}</div>` : '';
  const item = beside(setting, 88, 'p', `${name(setting)}${variant}${price}${link(block, setting)}`);
  return `${mask.put(`{% for p in ${dataOf(block.id)}.items %}`)}${item}${mask.put('{% endfor %}')}`;
}

function productGrid(block: BlockOf<'products'>, setting: Setting): string {
  const { mask, ground } = setting;
  const share = Math.floor(100 / block.columns);
  const width = Math.round(setting.width / block.columns) - 2 * CELL;
  const price = block.price
    ? `<div class="${toned(setting, 'm')}" style="color:${ground.muted};font-size:15px;padding-top:2px">${mask.put('{{ p.price }}')}</div>`
    : '';
  const cell = `<td class="c${block.columns}" width="${share}%" valign="top" style="width:${share}%;padding:${CELL}px;vertical-align:top;text-align:left">${picture(setting, 'p', width, '100%')}<div style="padding-top:10px">${name(setting)}</div>${price}${link(block, setting)}</td>`;
  const rest = `${mask.put('{% for e in r.rest %}')}<td class="c${block.columns}" width="${share}%" style="width:${share}%;padding:${CELL}px">&nbsp;</td>${mask.put('{% endfor %}')}`;
  return `${mask.put(`{% for r in ${dataOf(block.id)}.rows %}`)}<tr>${mask.put('{% for p in r.cells %}')}${cell}${mask.put('{% endfor %}')}${rest}</tr>${mask.put('{% endfor %}')}`;
}

const name = (setting: Setting) => {
  const { mask, ground } = setting;
  return `<a class="${toned(setting, 'n')}" href="${mask.put('{{ p.url }}')}" style="color:${ground.text};text-decoration:none;font-weight:600">${mask.put('{{ p.title }}')}</a>`;
};

function link(block: BlockOf<'products'>, setting: Setting): string {
  if (block.button === '') return '';
  const { mask, ground } = setting;
  return `<div style="padding-top:8px"><a class="${toned(setting, 'l')}" href="${mask.put('{{ p.url }}')}" style="color:${ground.link};text-decoration:underline;font-size:15px">${lineOf(setting, block.button)}</a></div>`;
}

function beside(setting: Setting, width: number, item: string, text: string): string {
  return `<tr><td width="${width + 16}" valign="top" style="width:${width + 16}px;padding:10px 16px 10px 0;vertical-align:top">${picture(setting, item, width, `${width}px`)}</td><td valign="middle" style="padding:10px 0;vertical-align:middle">${text}</td></tr>`;
}

/** A ground of its own, so that it reads with pictures off, and a letter where there is no picture at all. */
function picture(setting: Setting, item: string, width: number, css: string): string {
  const { mask, ground, look } = setting;
  const radius = look.corners.picture;
  const image = `<img src="${mask.put(`{{ ${item}.image }}`)}" alt="${mask.put(`{{ ${item}.title }}`)}" width="${width}" style="display:block;width:${css};max-width:100%;height:auto;border:0;border-radius:${radius}px;background:${ground.tile};font-size:13px;line-height:1.3" />`;
  const letter = `<div class="${toned(setting, 'q')}" style="width:${css};line-height:${Math.min(width, 160)}px;border-radius:${radius}px;background:${ground.tile};color:${ground.muted};text-align:center;font-size:28px">${mask.put(`{{ ${item}.initial }}`)}</div>`;
  return `<a href="${mask.put(`{{ ${item}.url }}`)}" style="text-decoration:none;color:${ground.muted}">${mask.put(`{% if ${item}.image %}`)}${image}${mask.put('{% else %}')}${letter}${mask.put('{% endif %}')}</a>`;
}
