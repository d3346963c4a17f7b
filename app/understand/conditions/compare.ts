// How values are compared, the same in every leaf.
export const COMPARISONS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export function compare(left: number, op: Comparison, right: number): boolean {
  switch (op) {
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
    case 'lt':
      return left < right;
    case 'lte':
      return left <= right;
    case 'gt':
      return left > right;
    case 'gte':
      return left >= right;
    default:
      return op satisfies never;
  }
}

/** Whether a comparison of how often asks for at least once (true) or never (false); null: for a number. */
export function everOf(op: Comparison, value: number): boolean | null {
  if ((op === 'eq' && value === 0) || (op === 'lt' && value === 1) || (op === 'lte' && value === 0)) return false;
  if ((op === 'gte' && value === 1) || (op === 'gt' && value === 0) || (op === 'ne' && value === 0)) return true;
  return null;
}

export const TEXT_TESTS = ['is', 'starts', 'ends', 'contains', 'word'] as const;
export type TextTest = (typeof TEXT_TESTS)[number];

/** What stands between the words of an address or a title. */
export const SEPARATORS = ['/', '-', '_', '.', ',', ':', ';', '?', '=', '&', '+', '#', '%20', '|', '(', ')'] as const;

/** Small letters of the Latin alphabet alone: all that SQLite's and PostgreSQL's `lower` agree on. */
export const folded = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether a text passes, whatever the case of its letters. */
export function passes(text: string, test: TextTest, value: string): boolean {
  const [whole, part] = [folded(text), folded(value)];
  switch (test) {
    case 'is':
      return whole === part;
    case 'starts':
      return whole.startsWith(part);
    case 'ends':
      return whole.endsWith(part);
    case 'contains':
      return whole.includes(part);
    case 'word':
      return spaced(whole).includes(spaced(part));
    default:
      return test satisfies never;
  }
}

/** ` a text of words ` */
export function spaced(text: string): string {
  const words = SEPARATORS.reduce((left, separator) => left.replaceAll(separator, ' '), text);
  return ` ${words} `;
}
