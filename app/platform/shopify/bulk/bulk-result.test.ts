import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdminUnavailable } from '../admin/admin-unavailable.ts';
import { createBulkResult, type Group } from './bulk-result.server.ts';

const URL = 'https://storage.example/result.jsonl';

function serve(text: string, { ranges = true } = {}) {
  const file = Buffer.from(text);
  let longest = 0;
  const fetch = (async (_url: string, init: { headers: Record<string, string> }) => {
    const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(init.headers.range ?? '') ?? [];
    if (!ranges) return new Response(file);
    if (Number(from) >= file.length) return new Response(null, { status: 416 });
    const part = file.subarray(Number(from), Number(to) + 1);
    longest = Math.max(longest, part.length);
    const total = { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${file.length}` };
    return new Response(part, { status: 206, headers: total });
  }) as typeof globalThis.fetch;
  return { fetch, longest: () => longest };
}

const linesOf = (groups: Group[]) =>
  groups.flatMap(({ root, nested }) => [root, ...nested]).map((line) => `${JSON.stringify(line)}\n`);

async function readAll(result: ReturnType<typeof createBulkResult>, most: number): Promise<Group[]> {
  const all: Group[] = [];
  for (let from = 0; ;) {
    const read = await result.read(URL, from, most);
    if (!read) throw new Error('the address is not good');
    expect(read.groups.length).toBeLessThanOrEqual(most);
    all.push(...read.groups);
    if (read.end) return all;
    expect(read.next).toBeGreaterThan(from);
    from = read.next;
  }
}

const groupsArbitrary = fc.array(
  fc.record({
    title: fc.string({ unit: 'grapheme', maxLength: 30 }),
    nested: fc.array(fc.string({ maxLength: 12 }), { maxLength: 4 }),
  }),
  { maxLength: 25 },
);

describe('the result of a bulk operation', () => {
  it('is read whole, in order and once, whatever the chunks and batches, with and without byte ranges', async () => {
    await fc.assert(
      fc.asyncProperty(
        groupsArbitrary,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        async (told, chunk, most, ranges) => {
          const groups: Group[] = told.map(({ title, nested }, index) => ({
            root: { id: String(index), title },
            nested: nested.map((name) => ({ id: name, __parentId: String(index) })),
          }));
          const { fetch } = serve(linesOf(groups).join(''), { ranges });
          expect(await readAll(createBulkResult({ fetch, chunk }), most)).toEqual(groups);
          // a reader that begins anew at each step finds the same: nothing hangs on what one process remembers
          const fresh: Group[] = [];
          for (let from = 0, end = false; !end;) {
            const read = await createBulkResult({ fetch, chunk }).read(URL, from, most);
            fresh.push(...(read?.groups ?? []));
            from = read?.next ?? 0;
            end = read?.end ?? true;
          }
          expect(fresh).toEqual(groups);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is never held in memory: what is fetched at a time does not grow with the file', async () => {
    const groups = Array.from({ length: 20_000 }, (_, id) => ({
      root: { id: String(id), pad: 'x'.repeat(80) },
      nested: [],
    }));
    const served = serve(linesOf(groups).join(''));
    expect(await readAll(createBulkResult({ fetch: served.fetch, chunk: 50_000 }), 250)).toHaveLength(20_000);
    expect(served.longest()).toBeLessThanOrEqual(50_000);
  });

  it('says when the address is over, and throws what passes when storage fails', async () => {
    const answering = (status: number) =>
      createBulkResult({ fetch: (async () => new Response('no', { status })) as typeof globalThis.fetch });
    expect(await answering(400).read(URL, 0, 10)).toBeNull();
    expect(await answering(403).read(URL, 0, 10)).toBeNull();
    await expect(answering(503).read(URL, 0, 10)).rejects.toThrow(AdminUnavailable);
  });
});
