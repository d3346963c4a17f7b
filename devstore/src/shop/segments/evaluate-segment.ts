import { BadSegmentQuery, type Comparison, type SegmentExpression, type Value } from './segment-query.ts';

type Read = string | number | string[] | null;

export interface SegmentFilter<T> {
  kind: 'text' | 'number' | 'date' | 'list';
  /** A date is an instant in ISO 8601, or its first ten letters. */
  read(subject: T): Read;
}

/** A filter that Shopify has and the local one lacks: an explicit error, never a wrong segment. */
export class SegmentFilterNotSimulated extends Error {
  constructor(filter: string) {
    super(`devstore does not simulate the segment filter ${filter}`);
    this.name = 'SegmentFilterNotSimulated';
  }
}

interface Evaluation<T> {
  filters: Record<string, SegmentFilter<T>>;
  /** Names that Shopify knows and that are not simulated. */
  known: ReadonlySet<string>;
  /** Today in the shop's zone, `2026-11-22`. */
  today: string;
  /** The day of an instant in the shop's zone. */
  dayOf(instant: string): string;
}

/** @throws BadSegmentQuery, SegmentFilterNotSimulated: at once, whether or not anybody is asked about */
export function segmentTest<T>(expression: SegmentExpression, evaluation: Evaluation<T>): (subject: T) => boolean {
  const test = (part: SegmentExpression): ((subject: T) => boolean) => {
    switch (part.is) {
      case 'and': {
        const tests = part.parts.map(test);
        return (subject) => tests.every((one) => one(subject));
      }
      case 'or': {
        const tests = part.parts.map(test);
        return (subject) => tests.some((one) => one(subject));
      }
      case 'not': {
        const inside = test(part.part);
        return (subject) => !inside(subject);
      }
      case 'null': {
        const { read } = filterOf(part);
        return (subject) => {
          const value = read(subject);
          return value === null || value === '' || (Array.isArray(value) && value.length === 0);
        };
      }
      case 'contains': {
        const filter = filterOf(part);
        if (filter.kind !== 'list' && filter.kind !== 'text')
          throw new BadSegmentQuery(part.column, `'${part.filter}' does not support CONTAINS.`);
        const wanted = textOf(part.value).toLowerCase();
        return (subject) => {
          const value = filter.read(subject);
          if (Array.isArray(value)) return value.some((one) => one.toLowerCase() === wanted);
          return typeof value === 'string' && value.toLowerCase().includes(wanted);
        };
      }
      case 'between': {
        const from = comparer(part.filter, part.column, '>=', part.from);
        const to = comparer(part.filter, part.column, '<=', part.to);
        return (subject) => from(subject) && to(subject);
      }
      case 'compare':
        return comparer(part.filter, part.column, part.operator, part.value);
      default:
        return part satisfies never;
    }
  };

  const filterOf = ({ filter, column }: { filter: string; column: number }): SegmentFilter<T> => {
    const found = Object.hasOwn(evaluation.filters, filter) ? evaluation.filters[filter] : undefined;
    if (found) return found;
    if (evaluation.known.has(filter)) throw new SegmentFilterNotSimulated(filter);
    throw new BadSegmentQuery(column, `'${filter}' filter cannot be found.`);
  };

  const comparer = (name: string, column: number, operator: Comparison, value: Value) => {
    const filter = filterOf({ filter: name, column });
    if (filter.kind === 'list') throw new BadSegmentQuery(column, `'${name}' only supports CONTAINS.`);
    if (filter.kind === 'number' && value.kind !== 'number')
      throw new BadSegmentQuery(column, `'${name}' is compared with a number.`);
    if (filter.kind === 'date' && value.kind === 'number')
      throw new BadSegmentQuery(column, `'${name}' is compared with a date.`);
    if (filter.kind === 'text' && operator !== '=' && operator !== '!=')
      throw new BadSegmentQuery(column, `'${name}' only supports = and !=.`);
    const wanted =
      filter.kind === 'date'
        ? dateOf(value, evaluation.today, column)
        : value.kind === 'number'
          ? value.number
          : textOf(value);
    return (subject: T): boolean => {
      const read = filter.read(subject);
      if (read === null || Array.isArray(read)) return operator === '!=';
      if (filter.kind === 'number') return compare(Number(read), operator, Number(wanted));
      if (filter.kind === 'date') return compare(evaluation.dayOf(String(read)), operator, String(wanted));
      return compare(String(read).toLowerCase(), operator, String(wanted).toLowerCase());
    };
  };
  return test(expression);
}

function compare<V extends string | number>(left: V, operator: Comparison, right: V): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    default:
      return operator satisfies never;
  }
}

function textOf(value: Value): string {
  return value.kind === 'number' ? String(value.number) : value.text;
}

/** `-30d`, `-4w`, `-12m`, `-1y`, `today` and days: as the shop's calendar has them. */
function dateOf(value: Value, today: string, column: number): string {
  const text = textOf(value);
  if (text === 'today') return today;
  const [, count, unit] = /^-(\d+)([dwmy])$/.exec(text === 'yesterday' ? '-1d' : text) ?? [];
  if (count && unit) {
    const day = new Date(`${today}T00:00:00Z`);
    const steps = Number(count);
    if (unit === 'd') day.setUTCDate(day.getUTCDate() - steps);
    if (unit === 'w') day.setUTCDate(day.getUTCDate() - 7 * steps);
    if (unit === 'm') day.setUTCMonth(day.getUTCMonth() - steps);
    if (unit === 'y') day.setUTCFullYear(day.getUTCFullYear() - steps);
    return day.toISOString().slice(0, 10);
  }
  if (!/^\d{4}-\d\d-\d\d/.test(text)) throw new BadSegmentQuery(column, `'${text}' is not a date.`);
  return text.slice(0, 10);
}
