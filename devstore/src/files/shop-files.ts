import { createHmac, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevstoreConfig } from '../devstore.ts';
import type { AdminFaults } from '../graphql/admin-faults.ts';
import type { StateDatabase } from '../shop/database.ts';
import { documents } from '../shop/documents.ts';
import { faultOf, readPicture, type PictureFault } from './read-picture.ts';

export interface ShopFile {
  id: string;
  /** as it stands in its address */
  name: string;
  alt: string | null;
  type: string;
  width: number | null;
  height: number | null;
  status: 'UPLOADED' | 'PROCESSING' | 'READY' | 'FAILED';
  fault: PictureFault | null;
  createdAt: string;
}

export interface StagedUpload {
  key: string;
  type: string;
  signature: string;
}

/** The files of the shop, and the storage where they wait for it. */
export interface ShopFiles {
  stage(name: string, type: string): StagedUpload;
  /** Takes what was staged; false when it was not. */
  store(key: string, signature: string, bytes: Uint8Array): boolean;
  /** Makes a file of what waits under this key; undefined when nothing does. */
  create(key: string, alt: string | null, at: string): ShopFile | undefined;
  /** As it is now; whoever looks again finds it further on. */
  look(id: string): ShopFile | undefined;
  all(): ShopFile[];
  bytes(name: string): { type: string; bytes: Uint8Array<ArrayBuffer> } | undefined;
}

interface Parts {
  database: StateDatabase;
  config: DevstoreConfig;
  faults: AdminFaults;
}

const FIRST_ID = 33_900_000_000_000;
const STEP = 32_771;

export function openShopFiles({ database, config, faults }: Parts): ShopFiles {
  const kept = documents(database);
  const folder = config.dataDir === ':memory:' ? join(tmpdir(), `devstore-${randomUUID()}`) : config.dataDir;
  const pathOf = (name: string) => {
    const path = join(folder, 'files');
    mkdirSync(path, { recursive: true });
    return join(path, name.replaceAll(/[^\w.-]/g, '_'));
  };
  const sign = (key: string) => createHmac('sha256', config.apiSecret).update(`staged ${key}`).digest('hex');
  const all = () => kept.all<ShopFile>('file');
  const save = (file: ShopFile) => {
    kept.put('file', file.id, file);
    return file;
  };

  return {
    stage(name, type) {
      const key = `tmp/${randomUUID()}/${name}`;
      kept.put('staged', key, { type });
      return { key, type, signature: sign(key) };
    },
    store(key, signature, bytes) {
      if (signature !== sign(key) || !kept.get('staged', key)) return false;
      writeFileSync(pathOf(key), bytes);
      return true;
    },
    create(key, alt, at) {
      const staged = kept.get<{ type: string }>('staged', key);
      if (!staged || !existsSync(pathOf(key))) return undefined;
      const bytes = readFileSync(pathOf(key));
      const wanted = key.split('/').at(-1) ?? 'picture';
      const taken = all().some(({ name }) => name === wanted);
      const name = taken ? wanted.replace(/(\.\w+)?$/, `_${randomUUID()}$1`) : wanted;
      writeFileSync(pathOf(name), bytes);
      const picture = readPicture(bytes);
      return save({
        id: String(FIRST_ID + (all().length + 1) * STEP),
        name,
        alt,
        type: picture?.type ?? staged.type,
        width: picture?.width ?? null,
        height: picture?.height ?? null,
        status: 'UPLOADED',
        fault: faultOf(picture, bytes.length),
        createdAt: at,
      });
    },
    look(id) {
      const file = kept.get<ShopFile>('file', id);
      const { files } = faults.get();
      if (!file || file.status === 'READY' || file.status === 'FAILED') return file;
      if (file.status === 'UPLOADED' || files === 'slow') return save({ ...file, status: 'PROCESSING' });
      if (file.fault) return save({ ...file, status: 'FAILED' });
      if (files === 'fail') return save({ ...file, status: 'FAILED', fault: 'IMAGE_PROCESSING_FAILURE' });
      return save({ ...file, status: 'READY' });
    },
    all,
    bytes(name) {
      const file = all().find((one) => one.name === name);
      return file && existsSync(pathOf(name)) ? { type: file.type, bytes: readFileSync(pathOf(name)) } : undefined;
    },
  };
}
