import { createHmac, timingSafeEqual } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { Clock } from '../../clock/clock.ts';
import type { DevstoreConfig } from '../../devstore.ts';
import type { StateDatabase } from '../../shop/database.ts';
import { documents } from '../../shop/documents.ts';
import type { ShopStore } from '../../shop/store.ts';
import type { AdminFaults } from '../admin-faults.ts';
import type { BulkQuery } from './bulk-query.ts';
import { linesOf } from './lines.ts';
import { RESULT_LIFE, type BulkOperation } from './operation.ts';

/** Since 2026-01 an app may run this many bulk queries in a shop at a time. */
const AT_ONCE = 5;
const PAGE = 100;

export interface NewBulk {
  query: string;
  read: BulkQuery;
  grouped: boolean;
  page(variables: { bulkFirst: number; bulkAfter: string | null }): Promise<ExecutionResult>;
}

/** The bulk queries of the one app, each run page by page beside everything else. */
export interface BulkOperations {
  run(bulk: NewBulk): BulkOperation | 'LIMIT_REACHED';
  cancel(id: string): BulkOperation | undefined;
  get(id: string): BulkOperation | undefined;
  /** Oldest first. */
  all(): BulkOperation[];
  /** The signed address of its result, while there is one. */
  url(operation: BulkOperation): string | null;
  /** The file behind a signed address; undefined when it is expired or not ours. */
  file(id: string, expires: string, signature: string): string | undefined;
  stop(): Promise<void>;
}

interface Parts {
  database: StateDatabase;
  store: ShopStore;
  clock: Clock;
  config: DevstoreConfig;
  faults: AdminFaults;
}

export function openBulk({ database, store, clock, config, faults }: Parts): BulkOperations {
  const kept = documents(database);
  const folder = join(config.dataDir === ':memory:' ? tmpdir() : config.dataDir, 'bulk');
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  const fileOf = (id: string) => join(folder, `${id}.jsonl`);
  const get = (id: string) => kept.get<BulkOperation>('bulk', id);
  const save = (operation: BulkOperation) => {
    kept.put('bulk', operation.id, operation);
    return operation;
  };
  const change = (id: string, values: Partial<BulkOperation>) => {
    const known = get(id);
    return known && save({ ...known, ...values });
  };

  // what ran when the devstore was stopped has failed, as with Shopify when a machine goes
  for (const operation of kept.all<BulkOperation>('bulk')) {
    if (!isOpen(operation)) continue;
    save({ ...operation, status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR', completedAt: clock.iso() });
  }

  function finish(id: string, status: BulkOperation['status'], errorCode: BulkOperation['errorCode'] = null): void {
    const operation = change(id, {
      status,
      errorCode,
      completedAt: clock.iso(),
      fileSize: existsSync(fileOf(id)) ? statSync(fileOf(id)).size : 0,
    });
    if (operation) store.app.announceBulk(operation);
  }

  async function work(id: string, bulk: NewBulk): Promise<void> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(fileOf(id), '');
    const fate = faults.get().bulk;
    let after: string | null = null;
    do {
      await pause(faults.get().bulkPace, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      const now = get(id);
      if (!now || now.status === 'CANCELING') return finish(id, 'CANCELED');
      const result = await bulk.page({ bulkFirst: PAGE, bulkAfter: after });
      const denied = result.errors?.some((error) => error.extensions.code === 'ACCESS_DENIED') === true;
      if (denied || fate === 'deny') return finish(id, 'FAILED', 'ACCESS_DENIED');
      if (result.errors || !result.data) return finish(id, 'FAILED', 'INTERNAL_SERVER_ERROR');
      const { roots, lines } = linesOf(result.data, bulk.read.root, bulk.grouped);
      if (lines.length > 0) appendFileSync(fileOf(id), `${lines.join('\n')}\n`);
      change(id, {
        status: 'RUNNING',
        objectCount: now.objectCount + lines.length,
        rootObjectCount: now.rootObjectCount + roots,
      });
      if (fate === 'fail') return finish(id, 'FAILED', 'INTERNAL_SERVER_ERROR');
      if (fate === 'cancel') return finish(id, 'CANCELED');
      const page = (result.data[bulk.read.root.name] as { bulkPage: { hasNextPage: boolean; endCursor: string } })
        .bulkPage;
      after = page.hasNextPage ? page.endCursor : null;
    } while (after !== null);
    finish(id, 'COMPLETED');
  }

  const sign = (id: string, expires: string) =>
    createHmac('sha256', config.apiSecret).update(`bulk ${id} ${expires}`).digest('hex');

  const current = (operation: BulkOperation): BulkOperation =>
    operation.completedAt && Date.parse(operation.completedAt) + RESULT_LIFE <= clock.now()
      ? { ...operation, status: operation.status === 'COMPLETED' ? 'EXPIRED' : operation.status }
      : operation;

  return {
    run(bulk) {
      if (kept.all<BulkOperation>('bulk').filter(isOpen).length >= AT_ONCE) return 'LIMIT_REACHED';
      const number = kept.all('bulk').length + 1;
      const operation = save({
        id: String(4_200_000_000_000 + number),
        query: bulk.query,
        status: 'CREATED',
        errorCode: null,
        createdAt: clock.iso(),
        completedAt: null,
        objectCount: 0,
        rootObjectCount: 0,
        fileSize: 0,
      });
      const done = work(operation.id, bulk)
        .catch(() => finish(operation.id, 'FAILED', 'INTERNAL_SERVER_ERROR'))
        .finally(() => running.delete(operation.id));
      running.set(operation.id, done);
      return operation;
    },
    cancel: (id) => {
      const operation = get(id);
      return operation && isOpen(operation) ? change(id, { status: 'CANCELING' }) : operation;
    },
    get: (id) => {
      const operation = get(id);
      return operation && current(operation);
    },
    all: () => kept.all<BulkOperation>('bulk').map(current),
    url(operation) {
      if (!operation.completedAt || current(operation).status === 'EXPIRED' || operation.fileSize === 0) return null;
      const expires = String(Date.parse(operation.completedAt) + RESULT_LIFE);
      return `${config.origin}/bulk-results/${operation.id}.jsonl?Expires=${expires}&Signature=${sign(operation.id, expires)}`;
    },
    file(id, expires, signature) {
      const wanted = Buffer.from(sign(id, expires));
      const given = Buffer.from(signature);
      if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
      return Number(expires) > clock.now() && existsSync(fileOf(id)) ? fileOf(id) : undefined;
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(running.values());
    },
  };
}

const isOpen = ({ status }: BulkOperation) => ['CREATED', 'RUNNING', 'CANCELING'].includes(status);
