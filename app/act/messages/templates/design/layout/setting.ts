import type { Brand } from '../../../../../shop/settings/brand.ts';
import type { MailLocale } from '../../words.ts';
import { escapeHtml } from '../escape-html.ts';
import type { LiquidMask } from '../liquid-mask.ts';
import type { Ground, Look } from '../look.ts';

/** What a block has to know of the mail that it stands in. */
export interface Setting {
  mask: LiquidMask;
  look: Look;
  brand: Brand;
  locale: MailLocale;
  ground: Ground;
  /** `own` when a merchant chose the ground */
  tone: 'card' | 'own';
  /** left and right of what stands in the column, in pixels; 0 where the column itself leaves room */
  side: number;
  /** of the column without its sides, in pixels */
  width: number;
  /** whether comments tell where each block stands: in the editor */
  marks: boolean;
}

/** A merchant's line as HTML: escaped but for its Liquid, which is hidden. */
export const lineOf = ({ mask }: Pick<Setting, 'mask'>, text: string) =>
  escapeHtml(mask.hide(text)).replace(/\s+/g, ' ').trim();

/** Goes into an attribute, where the tag escapes it. */
export const attributeOf = ({ mask }: Pick<Setting, 'mask'>, text: string) => mask.hide(text).trim();

/** Where the data of a block stand in the view. */
export const dataOf = (id: string) => `blocks["${id}"]`;

/** The class by which the dark finds what it may change: on a merchant's own ground by another name. */
export const toned = ({ tone }: Setting, name: string) => (tone === 'card' ? name : `g${name}`);
