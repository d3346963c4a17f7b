// A backup is gzipped lines of JSON: a head, then for each table a line that names it and its rows, then the sums.
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import type { TableSum } from './row-sum.ts';
import type { Column, PortableRow } from './table-store.ts';

const FORMAT = 'sandmill backup 1';

const headSchema = z.object({
  format: z.literal(FORMAT),
  dialect: z.enum(['sqlite', 'postgres']),
  at: z.string(),
  migrations: z.array(z.string()),
});

export type BackupHead = Omit<z.infer<typeof headSchema>, 'format'>;
export type BackupSums = Record<string, TableSum>;

export type BackupPart =
  | { part: 'table'; name: string; columns: readonly Column[] }
  | { part: 'row'; values: PortableRow[string][] }
  | { part: 'sums'; sums: BackupSums };

/** The file is not a backup, or not all of it. */
export class BackupUnreadable extends Error {
  override name = 'BackupUnreadable';
}

/** Writes beside the place first, so that a file of that name is always a whole backup. Only its owner may read it. */
export async function writeBackup(path: string, head: BackupHead, parts: AsyncIterable<BackupPart>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    const lines = async function* () {
      yield `${JSON.stringify({ format: FORMAT, ...head })}\n`;
      for await (const part of parts) yield `${JSON.stringify(part.part === 'row' ? part.values : part)}\n`;
    };
    await pipeline(lines, createGzip({ level: 5 }), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** @throws BackupUnreadable */
export async function openBackup(path: string): Promise<{ head: BackupHead; parts: AsyncIterable<BackupPart> }> {
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  const lines = createInterface({ input: source.pipe(gunzip), crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  // readline does not pass on what goes wrong below it
  const failed = new Promise<never>((_, reject) => gunzip.once('error', reject));
  failed.catch(() => {});
  const next = async () => {
    try {
      return await Promise.race([lines.next(), failed]);
    } catch (error) {
      throw new BackupUnreadable(`${path} cannot be read to its end: ${error instanceof Error ? error.message : ''}`);
    }
  };
  const first = await next();
  const head = headSchema.safeParse(first.done ? null : parse(first.value));
  if (!head.success) throw new BackupUnreadable(`${path} is not a backup of this app`);
  const parts = async function* (): AsyncIterable<BackupPart> {
    for (;;) {
      const line = await next();
      if (line.done) throw new BackupUnreadable(`${path} ends before its end`);
      const part = parse(line.value) as BackupPart | PortableRow[string][] | null;
      if (part === null) throw new BackupUnreadable(`${path} is damaged`);
      if (Array.isArray(part)) yield { part: 'row', values: part };
      else {
        yield part;
        if (part.part === 'sums') return;
      }
    }
  };
  return { head: head.data, parts: parts() };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
