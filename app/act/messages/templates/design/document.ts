// A designed mail as data: what the editor edits, what a version keeps, what the layout is made from.
import { z } from 'zod';
import { conditionSchema } from '../../../../understand/conditions/condition.ts';
import { SOCIAL_NETWORKS } from '../../../../shop/settings/brand.ts';
import { isWall } from '../../../../platform/clock/wall.ts';
import { MAIL_LOCALES } from '../words.ts';

export { SOCIAL_NETWORKS };

export const DOCUMENT_VERSION = 1;

/** Limits keep a mail under the 102 kB at which mail programs clip, and a layout under a tenth of a second. */
const MAX_BLOCKS = 60;
const MAX_RICH_TEXT = 20_000;
const MAX_LINE = 500;
/** larger is refused when it is imported; from 102 kB on a check warns */
const MAX_HTML = 200_000;
const MAX_CSS = 40_000;

const blockId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and dashes');
/** may carry Liquid */
const line = z.string().max(MAX_LINE);
/** an address, or Liquid that becomes one; what is neither http nor https nor mailto nor tel is dropped when it is laid out */
const address = z.string().trim().max(2000);
const align = z.enum(['left', 'center', 'right']);
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1a2b3c');

/** What every block can have. */
const any = {
  id: blockId,
  /** for whom it is shown; null: for everybody */
  condition: conditionSchema.nullable().default(null),
  /** null: the card's own ground */
  ground: colour.nullable().default(null),
  /** above and below, in pixels */
  space: z.number().int().min(0).max(96).default(12),
};

export const textBlock = z.strictObject({
  ...any,
  kind: z.literal('text'),
  /** paragraphs, bold, italic, underline, links and lists: anything else is taken out */
  html: z.string().max(MAX_RICH_TEXT),
  align: align.default('left'),
});

export const headingBlock = z.strictObject({
  ...any,
  kind: z.literal('heading'),
  text: line,
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  align: align.default('left'),
});

export const imageBlock = z.strictObject({
  ...any,
  kind: z.literal('image'),
  src: address,
  /** empty for a picture that only decorates */
  alt: line,
  decorative: z.boolean().default(false),
  href: address.default(''),
  /** of the column, in percent */
  width: z.number().int().min(10).max(100).default(100),
  align: align.default('center'),
});

export const buttonBlock = z.strictObject({
  ...any,
  kind: z.literal('button'),
  text: line,
  href: address,
  look: z.enum(['filled', 'outline']).default('filled'),
  wide: z.boolean().default(false),
  align: align.default('left'),
});

export const dividerBlock = z.strictObject({
  ...any,
  kind: z.literal('divider'),
  /** false: room only */
  line: z.boolean().default(true),
});

export const productsBlock = z.strictObject({
  ...any,
  kind: z.literal('products'),
  /** cart: of the checkout that the mail is about; order: of her last order; recommended: by a recommendation frame */
  source: z.enum(['cart', 'order', 'recommended', 'picked']),
  /** Shopify ids, when they are picked */
  products: z.array(z.string().max(40)).max(12).default([]),
  columns: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
  most: z.number().int().min(1).max(12).default(4),
  price: z.boolean().default(true),
  /** empty: no button */
  button: line.default(''),
});

export const articlesBlock = z.strictObject({
  ...any,
  kind: z.literal('articles'),
  source: z.enum(['latest', 'interest']).default('latest'),
  /** by its handle; null: all blogs */
  blog: z.string().max(255).nullable().default(null),
  most: z.number().int().min(1).max(6).default(3),
  excerpt: z.boolean().default(true),
});

export const couponBlock = z.strictObject({
  ...any,
  kind: z.literal('coupon'),
  code: line,
  text: line.default(''),
  small: line.default(''),
});

export const countdownBlock = z.strictObject({
  ...any,
  kind: z.literal('countdown'),
  /** a wall clock in the shop's zone: 2026-12-24T18:00 */
  until: z.string().refine(isWall, 'a day and an hour such as 2026-12-24T18:00'),
  text: line.default(''),
  /** what it says once it is over */
  over: line.default(''),
});

export const socialBlock = z.strictObject({
  ...any,
  kind: z.literal('social'),
  /** empty: those of the brand */
  links: z
    .array(z.strictObject({ network: z.enum(SOCIAL_NETWORKS), url: address }))
    .max(9)
    .default([]),
  align: align.default('center'),
});

/** What was brought from elsewhere, as it is: sanitised, with its own styles. It fills the width and stands outside columns. */
export const htmlBlock = z.strictObject({
  ...any,
  kind: z.literal('html'),
  html: z.string().max(MAX_HTML),
  css: z.string().max(MAX_CSS).default(''),
});

/** Address and ways out. Every marketing mail has exactly one, and it stands last. */
export const footerBlock = z.strictObject({
  ...any,
  kind: z.literal('footer'),
  /** why she gets this mail */
  why: line,
  address: z.boolean().default(true),
  unsubscribe: line,
  preferences: line,
});

const pieceSchema = z.discriminatedUnion('kind', [
  textBlock,
  headingBlock,
  imageBlock,
  buttonBlock,
  dividerBlock,
  productsBlock,
  articlesBlock,
  couponBlock,
  countdownBlock,
  socialBlock,
]);

/** What can stand in a column. */
export type Piece = z.infer<typeof pieceSchema>;

export const columnsBlock = z.strictObject({
  ...any,
  kind: z.literal('columns'),
  /** widths in percent, as many as columns; on a phone they stand below one another */
  widths: z.array(z.number().int().min(20).max(80)).min(2).max(3),
  columns: z.array(z.array(pieceSchema).max(10)).min(2).max(3),
});

export const blockSchema = z.discriminatedUnion('kind', [...pieceSchema.options, columnsBlock, htmlBlock, footerBlock]);

export type Block = z.infer<typeof blockSchema>;
export type BlockKind = Block['kind'];
export type BlockOf<Kind extends BlockKind> = Extract<Block, { kind: Kind }>;

export const documentSchema = z.strictObject({
  version: z.literal(DOCUMENT_VERSION),
  locale: z.enum(MAIL_LOCALES),
  subject: line,
  preheader: line,
  /** whether the brand's logo, or the shop's name, stands on top */
  logo: z.boolean().default(true),
  blocks: z.array(blockSchema).max(MAX_BLOCKS),
  /** null: made from the blocks */
  text: z.string().max(50_000).nullable().default(null),
  /** marketing needs consent and a way out; transactional concerns an order she made */
  purpose: z.enum(['marketing', 'transactional']).default('marketing'),
});

/** A designed mail; Liquid may stand in every text and address of it. */
export type TemplateDocument = z.infer<typeof documentSchema>;
