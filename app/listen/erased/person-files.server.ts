import { createReadStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Database } from '../../platform/db/db.ts';
import type { Person } from '../../shop/privacy/person.ts';
import { tellsOf } from './tells-of.ts';

/** A file that names the person is being read; what is read of her is not kept, and the file goes when it is done. */
export class FileInUse extends Error {
  override name = 'FileInUse';
}

/** Files that a shop has uploaded. */
export function createPersonFiles({ db, folder }: { db: Database; folder: string }) {
  /** by the rows of its imports, never by looking into the folder, where other shops' files stand too */
  async function filesOf(shop: string): Promise<{ path: string; waiting: boolean; draft: string | null }[]> {
    const imports = await db.read
      .selectFrom('import')
      .select(['id', 'file', 'state', 'ended_at'])
      .where('shop', '=', shop)
      .execute();
    const tasks = await db.read
      .selectFrom('task')
      .select(['cursor', 'state'])
      .where('shop', '=', shop)
      .where('cursor', 'like', '%"file":%')
      .execute();
    const named = [
      ...imports.map((row) => {
        // nobody reads a file whose columns were never agreed on
        const draft = row.state === 'mapping' ? row.id : null;
        return { file: row.file, waiting: row.ended_at === null && draft === null, draft };
      }),
      ...tasks.map((row) => ({ file: fileIn(row.cursor), waiting: row.state === 'queued', draft: null })),
    ];
    return named.flatMap(({ file, ...rest }) => {
      if (!file) return [];
      const path = join(folder, basename(file));
      return existsSync(path) ? [{ path, ...rest }] : [];
    });
  }

  async function forgetDraft(shop: string, id: string): Promise<void> {
    await db.write((trx) =>
      trx.deleteFrom('import').where('shop', '=', shop).where('id', '=', id).where('state', '=', 'mapping').execute(),
    );
  }

  return {
    /** @returns how many were erased @throws FileInUse */
    async erase(shop: string, person: Person): Promise<number> {
      const tells = tellsOf(person);
      let erased = 0;
      for (const { path, waiting, draft } of await filesOf(shop)) {
        if (!(await tellsSomewhere(path, tells))) continue;
        if (waiting) throw new FileInUse('A file of orders that names the person is being read: erased after it.');
        await rm(path, { force: true });
        if (draft !== null) await forgetDraft(shop, draft);
        erased++;
      }
      return erased;
    },
    async eraseAll(shop: string): Promise<void> {
      for (const { path } of await filesOf(shop)) await rm(path, { force: true });
    },
  };
}

function fileIn(cursor: string | null): string | null {
  try {
    const read: unknown = JSON.parse(cursor ?? '{}');
    return typeof read === 'object' && read !== null && 'file' in read ? String(read.file) : null;
  } catch {
    return null;
  }
}

/** More than any address: what is cut between two pieces of the file is looked at with the next. */
const OVERLAP = 1000;

async function tellsSomewhere(path: string, tells: (text: string) => boolean): Promise<boolean> {
  let tail = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const text = tail + String(piece);
    if (tells(text)) return true;
    tail = text.slice(-OVERLAP);
  }
  return false;
}
