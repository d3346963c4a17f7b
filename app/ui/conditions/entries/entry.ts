// What the editor knows of a kind of leaf: where it stands in the picker, what it begins as, and a control for each property.
import type { DraftLeafValue } from '../draft.ts';

export const FAMILIES = [
  'purchases',
  'products',
  'behaviour',
  'mail',
  'standing',
  'person',
  'origin',
  'lists',
] as const;
export type Family = (typeof FAMILIES)[number];

/** Whose names the server can look up. */
export const NAME_SOURCES = [
  'product',
  'collection',
  'productTag',
  'vendor',
  'productType',
  'tag',
  'segment',
  'persona',
  'attribute',
] as const;
export type NameSource = (typeof NAME_SOURCES)[number];

export type Unit =
  'orders' | 'points' | 'days' | 'money' | 'times' | 'pieces' | 'years' | 'percent' | 'devices' | 'none';

export type Control =
  /** `op` and `value`: at least 3 orders */
  | { control: 'comparison'; unit: Unit }
  /** some of a fixed list; `lead`: the word before it; `any`: what it says while none is chosen, which then is no gap */
  | { control: 'choices'; at: string; options: readonly string[]; words: string; lead?: string; any?: string }
  /** one of a fixed list */
  | { control: 'choice'; at: string; options: readonly string[]; words: string }
  /** yes or no */
  | { control: 'flag'; at: string }
  /** names that the server looks up: one, which may be typed as well, or several */
  | { control: 'name'; at: string; source: NameSource }
  | { control: 'names'; at: string; source: NameSource }
  /** `test` and `of`: contains one of these words; is known */
  | { control: 'text'; countries?: boolean }
  /** within so many days (null: not asked), or between two; `always`: at any time, or that it is known at all */
  | { control: 'period'; days: string | null; always: 'ever' | 'known' }
  /** in the last so many days, or so many days ago */
  | { control: 'days'; at: string; ago?: boolean }
  /** `days`: today, within the days that come, or in this month */
  | { control: 'coming' }
  /** what a kind of fact is about, where that is a thing of the shop */
  | { control: 'subject' }
  /** what else a fact must be like: its address, its amount, its campaign */
  | { control: 'where' }
  /** products, a collection, tag, vendor, type, price */
  | { control: 'which' }
  /** the score in all, of a stage or of a tag */
  | { control: 'scope' }
  /** `attribute` and, by its type, `is` */
  | { control: 'attribute' };

export interface Entry {
  /** its words stand under `editor.entry` */
  id: string;
  family: Family;
  /** what it begins as; the properties named in `is` tell the entry of a leaf */
  fresh: DraftLeafValue;
  is: readonly string[];
  controls: readonly Control[];
}

/** The properties of a leaf that a control writes. */
export function writes(control: Control): string[] {
  switch (control.control) {
    case 'comparison':
      return ['op', 'value'];
    case 'choices':
    case 'choice':
    case 'flag':
    case 'name':
    case 'names':
    case 'days':
      return [control.at];
    case 'text':
      return ['test', 'of'];
    case 'period':
      return [...(control.days === null ? [] : [control.days]), 'from', 'to'];
    case 'coming':
      return ['days'];
    case 'attribute':
      return ['attribute', 'is'];
    case 'subject':
    case 'where':
    case 'which':
    case 'scope':
      return [control.control];
    default:
      return control satisfies never;
  }
}

/** The key of a name in the locales: a point would open another level there. */
export const entryWords = (id: string) => `editor.entry.${id.replaceAll('.', '-')}`;
