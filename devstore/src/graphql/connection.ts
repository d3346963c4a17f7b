import { GraphQLError } from 'graphql';

export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

/** As `first`: all of it. Bulk operations read nested connections without pages. */
export const WHOLE = Number.POSITIVE_INFINITY;

/** Shopify's limit for one page. */
const LARGEST_PAGE = 250;

interface Source<T> {
  items: readonly T[];
  idOf(item: T): string;
  node(item: T): unknown;
  /** What the items are ordered by; their id breaks ties. None: they come in the order given. */
  sortBy?: (item: T) => string | number;
}

/**
 * A page of the items. A cursor holds the sort value and the id of its item, not its place, so that a page
 * stays true when something is added before it.
 */
export function connection<T>(source: Source<T>, args: PageArguments) {
  const size = pageSize(args);
  const keyed = source.items.map((item, index) => ({ item, key: keyOf(source, item, index) }));
  if (source.sortBy) keyed.sort((a, b) => compareKeys(a.key, b.key));
  if (args.reverse) keyed.reverse();
  const direction = args.reverse ? -1 : 1;

  let start = 0;
  let end = keyed.length;
  if (args.after) {
    const after = readCursor(args.after);
    start = lowerBound(keyed, (entry) => direction * compareKeys(entry.key, after) > 0);
  }
  if (args.before) {
    const before = readCursor(args.before);
    end = lowerBound(keyed, (entry) => direction * compareKeys(entry.key, before) >= 0);
  }
  const whole = keyed.slice(start, Math.max(start, end));
  const page = args.last ? whole.slice(-size) : whole.slice(0, size);
  const edges = page.map(({ item, key }) => ({ cursor: writeCursor(key), node: source.node(item) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: args.last ? end < keyed.length : whole.length > page.length || end < keyed.length,
      hasPreviousPage: args.last ? whole.length > page.length || start > 0 : start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

type Key = [value: string | number, id: string];

function keyOf<T>(source: Source<T>, item: T, index: number): Key {
  return [source.sortBy ? source.sortBy(item) : index, source.idOf(item)];
}

function compareKeys([a, idA]: Key, [b, idB]: Key): number {
  if (a !== b) return a < b ? -1 : 1;
  return idA.length - idB.length || (idA < idB ? -1 : idA > idB ? 1 : 0);
}

function lowerBound<T>(list: T[], reached: (entry: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = list[middle];
    if (entry !== undefined && reached(entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function pageSize({ first, last }: PageArguments): number {
  if (first == null && last == null) throw new GraphQLError('you must provide one of first or last');
  if (first != null && last != null) throw new GraphQLError('providing both first and last is not supported');
  const size = first ?? last ?? 0;
  if (size < 0) throw new GraphQLError('first and last cannot be negative');
  if (size > LARGEST_PAGE && size !== WHOLE) throw new GraphQLError(`first and last cannot exceed ${LARGEST_PAGE}`);
  return size;
}

function writeCursor(key: Key): string {
  return Buffer.from(JSON.stringify({ last_id: key[1], last_value: key[0] })).toString('base64');
}

function readCursor(cursor: string): Key {
  try {
    const { last_id, last_value } = JSON.parse(Buffer.from(cursor, 'base64').toString()) as Record<string, unknown>;
    if (typeof last_id === 'string' && (typeof last_value === 'string' || typeof last_value === 'number')) {
      return [last_value, last_id];
    }
  } catch {
    // Told below.
  }
  throw new GraphQLError(`Invalid cursor for current pagination sort: ${cursor}`);
}
