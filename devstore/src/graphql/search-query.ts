import { GraphQLError } from 'graphql';

type Comparator = '=' | '>' | '>=' | '<' | '<=';
/** How a field of the search syntax reads its value off an item; several values mean any of them. */
export type SearchFields<T> = Record<string, (item: T) => string | number | null | (string | number)[]>;

const TERM = /(-)?(?:(\w+):)?(>=|<=|>|<)?("[^"]*"|'[^']*'|[^\s()]+)/g;

/**
 * Shopify's search syntax as far as it goes here: `field:value`, comparisons, quotes, `-` and AND.
 * What goes further is an error, never a wrong answer.
 * https://shopify.dev/docs/api/usage/search-syntax
 */
export function searchFilter<T>(
  query: string | null | undefined,
  fields: SearchFields<T>,
  now: number,
): (item: T) => boolean {
  if (!query?.trim()) return () => true;
  if (/[()]|\bOR\b|\bNOT\b/.test(query))
    throw new GraphQLError(`devstore does not simulate the search query "${query}"`);
  const tests = [...query.matchAll(TERM)]
    .filter(([whole]) => whole !== 'AND')
    .map(([, minus, field, comparator, quoted = '']) => {
      const read = fields[field ?? ''];
      if (!field || !read) throw new GraphQLError(`devstore does not simulate searching by "${field ?? quoted}"`);
      const wanted = quoted.replace(/^["']|["']$/g, '');
      return (item: T) => {
        const value = read(item);
        const values = Array.isArray(value) ? value : [value];
        const fits = values.some((one) => compare(one, (comparator ?? '=') as Comparator, wanted, now));
        return minus ? !fits : fits;
      };
    });
  return (item) => tests.every((test) => test(item));
}

function compare(value: string | number | null, comparator: Comparator, wanted: string, now: number): boolean {
  if (wanted === '*') return value !== null && value !== '';
  if (value === null) return false;
  const left = typeof value === 'number' ? value : isInstant(value) ? Date.parse(value) : value.toLowerCase();
  const right =
    typeof value === 'number' ? Number(wanted) : isInstant(String(value)) ? instant(wanted, now) : wanted.toLowerCase();
  if (comparator === '=') return left === right;
  if (comparator === '>') return left > right;
  if (comparator === '>=') return left >= right;
  if (comparator === '<') return left < right;
  return left <= right;
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text);
}

function instant(text: string, now: number): number {
  if (text === 'now') return now;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new GraphQLError(`"${text}" is not a date of the search syntax`);
  return at;
}
