import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readCsv } from './csv-records.ts';
import { RefusedFile } from './refused-file.ts';

export interface StoredFile {
  /** its name in the folder */
  file: string;
  size: number;
  /** SHA-256 of what it holds */
  digest: string;
}

export type ImportFiles = ReturnType<typeof createImportFiles>;

/** @param folder where uploaded files wait; shared by all processes, or there is one process */
export function createImportFiles(folder: string) {
  const pathOf = (file: string) => join(folder, basename(file));

  return {
    has: (file: string) => existsSync(pathOf(file)),
    open: (file: string) => createReadStream(pathOf(file), { highWaterMark: 256 * 1024 }),
    remove: (file: string) => rm(pathOf(file), { force: true }),

    async store(name: string, source: AsyncIterable<Uint8Array>): Promise<StoredFile> {
      await mkdir(folder, { recursive: true });
      const file = `${name}.csv`;
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Uint8Array, _encoding, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      try {
        await pipeline(Readable.from(source), measure, createWriteStream(pathOf(file), { mode: 0o600 }));
      } catch (error) {
        await rm(pathOf(file), { force: true });
        throw error;
      }
      return { file, size, digest: hash.digest('base64url') };
    },
  };
}

export interface Peeked {
  headings: string[];
  rows: string[][];
}

/** The first lines of a file: its heading and, for each column, some of what stands in it. @throws RefusedFile */
export async function peek(source: AsyncIterable<Uint8Array | string>, rows = 5): Promise<Peeked> {
  const found: string[][] = [];
  let isFirst = true;
  for await (const { records } of readCsv(source)) {
    for (const record of records) {
      if (isFirst && 'problem' in record) throw new RefusedFile('heading_broken');
      isFirst = false;
      if ('values' in record) found.push(record.values);
    }
    if (found.length > rows) break;
  }
  const [headings, ...rest] = found;
  if (!headings) throw new RefusedFile('empty');
  return { headings, rows: rest.slice(0, rows) };
}
