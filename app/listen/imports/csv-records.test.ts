import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, readCsv } from './csv-records.ts';

async function read(text: string | Buffer, chunk = text.length): Promise<CsvRecord[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const pieces = Array.from({ length: Math.ceil(bytes.length / chunk) || 0 }, (_, index) =>
    bytes.subarray(index * chunk, (index + 1) * chunk),
  );
  const records: CsvRecord[] = [];
  for await (const { records: some } of readCsv(
    (async function* () {
      yield* pieces;
    })(),
  )) {
    records.push(...some);
  }
  return records;
}

const BAD = `a,b,c
1,"x
y",3
4,bad"quote,6

7,"un"x,9
10,11,12
13,"never closed,15
16,17,18
`;

describe('a CSV file', () => {
  it.each([1, 2, 3, 7, 20, 1000])('costs a bad line and nothing else, read %i bytes at a time', async (chunk) => {
    const records = await read(BAD, chunk);
    expect(records.map((record) => ('values' in record ? [record.line, record.values[0]] : [record.line]))).toEqual([
      [1, 'a'],
      [2, '1'],
      [4],
      [6],
      [7, '10'],
      [8],
      [9, '16'],
    ]);
  });

  it('is the same however it arrives', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', ' ', '1') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.nat(40),
        async (rows, chunk) => {
          const quoted = rows
            .map((row) => ['x', ...row].map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
            .join('\n');
          const records = await read(quoted, chunk + 1);
          expect(records.map((record) => 'values' in record && record.values)).toEqual(
            rows.map((row) => ['x', ...row]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('may be delimited by semicolons, start with a byte order mark and end its lines as Windows does', async () => {
    const records = await read('\uFEFFa;b\r\n1;"2\r\n3"\r\n4;5', 4);
    expect(records).toEqual([
      { line: 1, values: ['a', 'b'] },
      { line: 2, values: ['1', '2\r\n3'] },
      { line: 4, values: ['4', '5'] },
    ]);
  });

  const bytesOf = (...pieces: (string | number[])[]) =>
    Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
  it.each([
    ['Windows letters', bytesOf('a,b\n1,ok\n2,citt', [0xe0], '\n3,ok\n'), { code: 'not_utf8', value: '3' }],
    ['a last line that ends within a letter', bytesOf('a,b\n1,citt', [0xc3]), { code: 'not_utf8', value: '2' }],
    ['UTF-16', Buffer.from('\uFEFFa,b\r\n1,2\r\n', 'utf16le'), { code: 'not_utf8', value: '1' }],
    ['UTF-16 without a mark', Buffer.from('a,b\r\n1,2\r\n', 'utf16le'), { code: 'not_utf8', value: '1' }],
    ['a workbook', bytesOf('PK', [3, 4, 20, 0, 6, 10, 200]), { code: 'workbook' }],
  ])('is refused whole when it is not text in UTF-8, saying where: %s', async (_, bytes, reason) => {
    for (const chunk of [1, 5, 1000]) await expect(read(bytes, chunk)).rejects.toMatchObject({ reason });
  });

  it('may be empty or a heading alone', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('a,b')).toEqual([{ line: 1, values: ['a', 'b'] }]);
  });

  it('gives up a line whose quote is never closed, however much follows', async () => {
    const many = Array.from({ length: 40_000 }, (_, index) => `${index},some words,more\n`).join('');
    const records = await read(`a,b,c\n"open,1,2\n${many}`, 65_536);
    expect(records).toHaveLength(40_002);
    expect(records[1]).toMatchObject({ line: 2, problem: 'quote_open' });
    expect(records.at(-1)).toMatchObject({ line: 40_002 });
  });
});
