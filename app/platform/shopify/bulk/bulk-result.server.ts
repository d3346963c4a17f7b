import { AdminUnavailable } from '../admin/admin-unavailable.ts';

/** One object of the top level with everything that is nested in it, each as Shopify wrote it. */
export interface Group {
  root: Record<string, unknown>;
  nested: Record<string, unknown>[];
}

/** Some objects of a result, in its order. */
export interface Groups {
  groups: Group[];
  /** the byte at which the next object begins */
  next: number;
  /** nothing follows */
  end: boolean;
}

export interface BulkResult {
  /**
   * Reads on from a byte of a result, without ever holding more of it than a few megabytes.
   * @param most how many objects to read at most
   * @returns null when the address is no longer good
   * @throws AdminUnavailable
   */
  read(url: string, from: number, most: number): Promise<Groups | null>;
}

interface Options {
  fetch?: typeof globalThis.fetch;
  parse?: (line: string) => unknown;
  /** bytes fetched at a time */
  chunk?: number;
}

interface Chunk {
  from: number;
  bytes: Buffer;
  /** the file ends with this */
  last: boolean;
}

const CHUNK = 1_000_000;
/** An order with thousands of lines is some megabytes; longer than this and it is not what was asked for. */
const LONGEST_GROUP = 128_000_000;
const TIMEOUT_MS = 60_000;
/** Chunks kept, one for each result that is being read: losing one costs a request. */
const KEPT = 8;

/** Reads the JSONL of bulk operations by byte ranges, so that a reader may stop and go on anywhere. */
export function createBulkResult({ fetch: given, parse = JSON.parse, chunk = CHUNK }: Options = {}): BulkResult {
  // looked up at each call: a preload may have replaced it after this module was loaded
  const fetch: typeof globalThis.fetch = given ?? ((...args) => globalThis.fetch(...args));
  const kept = new Map<string, Chunk>();

  async function load(url: string, from: number, length: number): Promise<Chunk | null> {
    let response: Response;
    try {
      response = await fetch(url, {
        headers: { range: `bytes=${from}-${from + length - 1}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 416) return { from, bytes: Buffer.alloc(0), last: true };
      if (response.status >= 500) throw new Error(`it answered ${response.status}`);
      if (!response.ok) return null;
      const bytes = await partOf(response, from, length);
      const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);
      const last = Number.isNaN(total) ? bytes.length < length : from + bytes.length >= total;
      return { from, bytes, last };
    } catch (error) {
      throw new AdminUnavailable('the result of a bulk operation could not be fetched', { cause: error });
    }
  }

  return {
    async read(url, from, most) {
      const known = kept.get(url);
      if (known && known.from <= from && from < known.from + known.bytes.length) {
        const found = groupsOf(known, from, most, parse);
        if (found) return found;
      }
      for (let length = chunk; length <= LONGEST_GROUP; length *= 2) {
        const loaded = await load(url, from, length);
        if (!loaded) return null;
        kept.delete(url);
        kept.set(url, loaded);
        const [oldest] = kept.keys();
        if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
        const found = groupsOf(loaded, from, most, parse);
        if (found?.end) kept.delete(url);
        if (found) return found;
      }
      throw new AdminUnavailable('one object of a bulk operation is longer than can be read');
    },
  };
}

/** A server that knows no ranges answers with everything: it is read up to what is wanted, and no further. */
async function partOf(response: Response, from: number, length: number): Promise<Buffer> {
  if (response.status === 206 || !response.body) return Buffer.from(await response.arrayBuffer());
  const parts: Uint8Array[] = [];
  let at = 0;
  const reader = response.body.getReader();
  try {
    while (at < from + length) {
      const { done, value } = await reader.read();
      if (done) break;
      const start = Math.max(0, from - at);
      const end = Math.min(value.length, from + length - at);
      if (start < end) parts.push(value.subarray(start, end));
      at += value.length;
    }
  } finally {
    await reader.cancel();
  }
  return Buffer.concat(parts);
}

const NEW_LINE = 10;

/** The objects that are whole in a chunk; undefined when not even the first one is. */
function groupsOf(chunk: Chunk, from: number, most: number, parse: (line: string) => unknown): Groups | undefined {
  const groups: Group[] = [];
  let at = from - chunk.from;
  let begun = at;
  while (at < chunk.bytes.length) {
    let end = chunk.bytes.indexOf(NEW_LINE, at);
    if (end === -1) {
      if (!chunk.last) break;
      end = chunk.bytes.length;
    }
    const text = chunk.bytes.toString('utf8', at, end).trim();
    if (text !== '') {
      const line = parse(text) as Record<string, unknown>;
      const group = groups.at(-1);
      const { __parentId: parent } = line;
      if (parent === undefined) {
        if (groups.length === most) return { groups, next: chunk.from + at, end: false };
        groups.push({ root: line, nested: [] });
        begun = at;
      } else {
        group?.nested.push(line);
      }
    }
    at = end + 1;
  }
  if (chunk.last) return { groups, next: chunk.from + chunk.bytes.length, end: true };
  // more of the last one may follow
  groups.pop();
  return groups.length > 0 ? { groups, next: chunk.from + begun, end: false } : undefined;
}
