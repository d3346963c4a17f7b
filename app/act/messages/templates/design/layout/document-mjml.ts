// A designed mail as MJML: the brand's head, a card with the blocks, and the foot.
import { atWidth } from '../../../../../platform/pictures/at-width.ts';
import type { Brand } from '../../../../../shop/settings/brand.ts';
import type { Block, BlockOf, Piece, TemplateDocument } from '../document.ts';
import { blockBegins, blockEnds } from '../block-marks.ts';
import { escapeHtml } from '../escape-html.ts';
import type { LiquidMask } from '../liquid-mask.ts';
import { type Ground, groundOf, type Look, nightOf } from '../look.ts';
import { footMjml } from './foot.ts';
import { mjmlTag } from './mjml-tag.ts';
import { pieceMjml } from './pieces.ts';
import { dataOf, lineOf, type Setting } from './setting.ts';
import { stylesOf } from './styles.ts';

const WIDTH = 600;
const SIDE = 28;
/** between columns */
const GAP = 20;

interface Given {
  document: TemplateDocument;
  brand: Brand;
  look: Look;
  mask: LiquidMask;
  marks: boolean;
}

export function documentMjml({ document, brand, look, mask, marks }: Given): string {
  const setting: Setting = {
    mask,
    look,
    brand,
    locale: document.locale,
    ground: look.card,
    tone: 'card',
    side: SIDE,
    width: WIDTH - 2 * SIDE,
    marks,
  };
  const parts = partsOf(document.blocks);
  const css = document.blocks.flatMap((block) => (block.kind === 'html' && block.css ? [block.css] : []));
  const body = [
    document.logo ? header(setting) : mjmlTag('mj-section', { padding: '16px 0 0' }, '<mj-column></mj-column>'),
    ...parts.map((part) => ('card' in part ? card(part.card, setting) : shown(part.alone, setting))),
  ].join('\n');
  return `<mjml lang="${document.locale}">
  <mj-head>
    <mj-title>${lineOf(setting, document.subject)}</mj-title>
    ${document.preheader ? `<mj-preview>${lineOf(setting, document.preheader)}</mj-preview>` : ''}
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="${escapeHtml(look.fonts.body)}" />
      <mj-text color="${look.card.text}" font-size="16px" line-height="1.55" padding="0" />
      <mj-section padding="0" />
      <mj-column padding="0" />
    </mj-attributes>
    <mj-style>${stylesOf(look, nightsOf(document.blocks, brand, look))}</mj-style>
    ${css.length > 0 ? `<mj-style>${mask.hide(css.join('\n'))}</mj-style>` : ''}
  </mj-head>
  <mj-body background-color="${look.page.ground}" css-class="page" width="${WIDTH}px">
${body}
  </mj-body>
</mjml>`;
}

/** Grounds of the merchant's choice that change in the dark, by the class of their sections. */
function nightsOf(blocks: readonly Block[], brand: Brand, look: Look): Map<string, Ground> {
  const nights = new Map<string, Ground>();
  for (const block of blocks) {
    const ground = 'ground' in block ? block.ground : null;
    const night = ground ? nightOf(brand, look, ground) : null;
    if (ground && night) nights.set(classOf(ground), night);
  }
  return nights;
}

const classOf = (ground: string) => `n${ground.slice(1)}`;

type Alone = BlockOf<'html'> | BlockOf<'footer'>;
type Inside = Exclude<Block, Alone>;
type Part = { card: Inside[] } | { alone: Alone };

/** Blocks that follow one another share a card; what was imported, and the foot, stand on the page itself. */
function partsOf(blocks: readonly Block[]): Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    if (block.kind === 'html' || block.kind === 'footer') parts.push({ alone: block });
    else if (last && 'card' in last) last.card.push(block);
    else parts.push({ card: [block] });
  }
  return parts;
}

function header(setting: Setting): string {
  const { brand, look, mask } = setting;
  const { logo } = brand;
  const name = mask.put('{{ shop.name }}');
  const url = mask.put('{{ shop.url }}');
  const piece = logo.url
    ? mjmlTag('mj-image', {
        src: atWidth(logo.url, 2 * logo.width),
        alt: logo.alt || name,
        href: url,
        width: `${logo.width}px`,
        padding: '0',
        'font-size': '20px',
      })
    : mjmlTag(
        'mj-text',
        { 'css-class': 'h', align: 'center', 'font-size': '20px', 'font-weight': '700', 'letter-spacing': '0.4px' },
        `<a href="${url}" style="color:${look.page.text};text-decoration:none">${name}</a>`,
      );
  return mjmlTag('mj-section', { padding: '32px 0 24px' }, mjmlTag('mj-column', {}, piece));
}

function shown(block: Alone, setting: Setting): string {
  const laidOut =
    block.kind === 'footer'
      ? footMjml(block, { ...setting, ground: setting.look.page })
      : mjmlTag('mj-raw', {}, setting.mask.hide(block.html));
  return conditional(block, setting, laidOut);
}

/** Whom a condition leaves out gets nothing of the block, not even its room. */
function conditional(block: Pick<Block, 'id' | 'condition'>, { mask, marks }: Setting, laidOut: string): string {
  if (laidOut === '') return laidOut;
  const raw = (text: string) => mjmlTag('mj-raw', {}, mask.put(text));
  const asked = block.condition
    ? `${raw(`{% if ${dataOf(block.id)}.shown %}`)}${laidOut}${raw('{% endif %}')}`
    : laidOut;
  return marks ? `${raw(blockBegins(block.id))}${asked}${raw(blockEnds(block.id))}` : asked;
}

function card(blocks: readonly Inside[], setting: Setting): string {
  const { look } = setting;
  const runs = runsOf(blocks);
  const sections = runs.map((run, index) => {
    const radius = look.corners.card;
    const corners = `${index === 0 ? `${radius}px ${radius}px` : '0 0'} ${index === runs.length - 1 ? `${radius}px ${radius}px` : '0 0'}`;
    return section(run, setting, corners);
  });
  const open = (run: Inside[] | undefined) => (run?.[0]?.ground ? '0' : '20px');
  return mjmlTag(
    'mj-wrapper',
    {
      'css-class': 'card',
      'background-color': look.card.ground,
      'border-radius': `${look.corners.card}px`,
      padding: `${open(runs[0])} 0 ${open(runs.at(-1))}`,
    },
    sections.join('\n'),
  );
}

/** Single blocks on one ground share a section; columns need one of their own. */
function runsOf(blocks: readonly Inside[]): Inside[][] {
  const runs: Inside[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    const before = last?.[0];
    const joins = before && before.kind !== 'columns' && block.kind !== 'columns' && before.ground === block.ground;
    if (last && joins) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

function section(run: readonly Inside[], setting: Setting, corners: string): string {
  const ground = run[0]?.ground ?? null;
  const on: Setting = ground ? { ...setting, ground: groundOf(setting.brand.colours, ground), tone: 'own' } : setting;
  const attributes = {
    'css-class': ground ? classOf(ground) : undefined,
    'background-color': ground ?? undefined,
    'border-radius': ground ? corners : undefined,
    padding: ground ? '12px 0' : '0',
  };
  const [first] = run;
  if (first?.kind === 'columns') return conditional(first, on, columns(first, on, attributes));
  const pieces = run.flatMap((block) =>
    block.kind === 'columns' ? [] : [conditional(block, on, pieceMjml(block, on))],
  );
  return mjmlTag('mj-section', attributes, mjmlTag('mj-column', {}, pieces.join('\n')));
}

function columns(block: BlockOf<'columns'>, setting: Setting, attributes: Record<string, string | undefined>): string {
  const count = block.columns.length;
  const given = block.columns.map((_, index) => block.widths[index] ?? Math.floor(100 / count));
  const sum = given.reduce((total, width) => total + width, 0);
  // columns that begin alike are read across; a picture beside a text has it at its middle
  const isEven = new Set(block.columns.map((pieces) => pieces[0]?.kind)).size === 1;
  const laidOut = block.columns.map((pieces, index) => {
    const share = (given[index] ?? 0) / sum;
    const left = index === 0 ? SIDE : GAP / 2;
    const right = index === count - 1 ? SIDE : GAP / 2;
    const inside: Setting = { ...setting, side: 0, width: Math.round(WIDTH * share) - left - right };
    return mjmlTag(
      'mj-column',
      {
        'css-class': 'col',
        width: `${(share * 100).toFixed(2)}%`,
        'vertical-align': isEven ? 'top' : 'middle',
        padding: `${block.space}px ${right}px ${block.space}px ${left}px`,
      },
      pieces.map((piece) => pieceIn(piece, inside)).join('\n'),
    );
  });
  return mjmlTag('mj-section', attributes, laidOut.join('\n'));
}

/** In a column a piece has its column's ground: the section was made with one. */
const pieceIn = (piece: Piece, setting: Setting) => conditional(piece, setting, pieceMjml(piece, setting));
