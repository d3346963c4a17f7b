// Fields of a contact in a text: `{{` asks which, and what is chosen takes its place.
import type { LiquidField } from '../views/template-views.ts';

export interface OpenBraces {
  /** where the braces begin */
  from: number;
  /** what is typed behind them so far */
  typed: string;
}

/** The braces that are open before the cursor; null when there are none. */
export function openBraces(text: string, cursor: number): OpenBraces | null {
  const found = /\{\{-?\s*([\w.]*)$/.exec(text.slice(0, cursor));
  return found ? { from: found.index, typed: found[1] ?? '' } : null;
}

/** @param fallback what stands there when the field is empty; in double quotes, which Liquid cannot escape */
export function liquidOf(path: string, fallback: string): string {
  const words = fallback.replaceAll('"', '’').trim();
  return words === '' ? `{{ ${path} }}` : `{{ ${path} | default: "${words}" }}`;
}

/** The text with the Liquid in place of the open braces, or at the cursor; and where the cursor then stands. */
export function insertedLiquid(text: string, cursor: number, liquid: string): { text: string; cursor: number } {
  const from = openBraces(text, cursor)?.from ?? cursor;
  // braces that were closed by hand are not closed again
  const rest = from === cursor ? text.slice(cursor) : text.slice(cursor).replace(/^\s*\}\}/, '');
  return { text: text.slice(0, from) + liquid + rest, cursor: from + liquid.length };
}

/** Those whose path or name has every word that is typed. */
export function fieldsLike(
  fields: readonly LiquidField[],
  typed: string,
  nameOf: (field: LiquidField) => string,
): LiquidField[] {
  const words = typed.toLowerCase().split(/[\s.]+/);
  return fields.filter((field) => {
    const heard = `${field.path} ${nameOf(field)}`.toLowerCase();
    return words.every((word) => heard.includes(word));
  });
}
