import { describe, expect, it } from 'vitest';
import type { PersonFile } from '../shop/privacy/gather-person.server.ts';
import { type PersonRows, personFileJson } from './person-file.ts';
import { personFileHtml } from './person-file-html.ts';

const FILE: PersonFile = {
  shop: 'a.myshopify.com',
  gatheredAt: 0,
  about: { customer: '1', email: 'a@x.it', phone: null },
  data: { contacts: [{ id: 'ann', name: '<b>Ann</b>' }], nothing: [] },
};
async function* parts(...all: PersonRows[]): AsyncGenerator<PersonRows> {
  yield* all;
}
async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('the file of a data request', () => {
  it('is the same JSON however many parts its rows came in', async () => {
    const facts = [{ id: 1 }, { id: 2 }, { id: 3 }];
    const pieces = [
      [],
      [{ name: 'facts', rows: facts }],
      [
        { name: 'facts', rows: facts.slice(0, 1) },
        { name: 'facts', rows: [] },
        { name: 'facts', rows: facts.slice(1) },
        { name: 'more', rows: [{ id: 4 }] },
      ],
    ] satisfies PersonRows[][];
    const [none, one, many] = await Promise.all(
      pieces.map(async (some) => JSON.parse(await textOf(personFileJson(FILE, parts(...some)))) as unknown),
    );
    expect(none).toEqual(FILE);
    expect(one).toEqual({ ...FILE, data: { ...FILE.data, facts } });
    expect(many).toEqual({ ...FILE, data: { ...FILE.data, facts, more: [{ id: 4 }] } });
    const bare = { ...FILE, data: {} };
    const text = await textOf(personFileJson(bare, parts({ name: 'facts', rows: facts })));
    expect(JSON.parse(text)).toEqual({ ...bare, data: { facts } });
  });

  it('is a page with one heading for what came in parts, in which nothing runs', async () => {
    const some = parts({ name: 'facts', rows: [{ id: 1 }] }, { name: 'facts', rows: [{ id: 2 }] });
    const html = await textOf(personFileHtml(FILE, new Map([['facts', 2]]), some));
    expect(html.match(/<h2>.*<\/h2>/g)).toEqual(['<h2>contacts (1)</h2>', '<h2>facts (2)</h2>']);
    expect(html).toContain('&lt;b&gt;Ann');
    expect(html.match(/<table>/g)).toHaveLength(3);
  });
});
