import type { Clock } from '../../platform/clock/clock.ts';
import { isZone } from '../../platform/clock/zones.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { ShopDetailsDocument, type ShopDetailsQuery } from '../../platform/shopify/generated/graphql.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { insertShop } from './new-shop.ts';
import { pixelTask } from './pixel.server.ts';

/** The history of a shop, read once after installation. */
export const HISTORY_TASK = { id: 'history', kind: 'history' } as const;

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  admin: Admin;
  /** where the pixel sends what it hears */
  collectUrl: string;
  wake: Wake;
  /** what other rooms set up for a shop that is new to them, in the transaction that installs it */
  onNewShop?: (trx: Trx, shop: string, now: number) => Promise<void>;
  /** what they do when its days begin at other instants than before */
  onZoneMoved?: (trx: Trx, shop: string, now: number) => Promise<void>;
  /** and when its sums by day are others: these, or its money */
  onBooksMoved?: (trx: Trx, shop: string, now: number) => Promise<void>;
}

export interface Install {
  /** Shopify gave an offline token: at installation, and again whenever one is fetched anew. Safe to repeat. */
  onInstalled(session: { shop: string }): Promise<void>;
  /** Makes sure that a shop whose page is opened is set up, also when `onInstalled` failed or is still under way. */
  ensure(shop: string): Promise<void>;
  /** At start: the app may have moved to another address, and pixels must be told where to send. */
  reconnectPixels(): Promise<void>;
}

export function createInstall(options: Options): Install {
  const { db, clock, log, admin, collectUrl, wake, onNewShop, onZoneMoved, onBooksMoved } = options;
  const underWay = new Map<string, Promise<void>>();

  /** A first page load brings two token exchanges: they share one installation. */
  function once(shop: string): Promise<void> {
    let work = underWay.get(shop);
    if (!work) {
      work = install(shop).finally(() => underWay.delete(shop));
      underWay.set(shop, work);
    }
    return work;
  }

  async function install(shop: string): Promise<void> {
    const { shop: details } = await admin(shop).query(ShopDetailsDocument);
    const now = clock.now();
    const arrival = await db.write((trx) => upsertShop(trx, shop, details, now), { lock: `install:${shop}` });
    if (arrival !== 'known') log.info({ shop, arrival }, 'a shop has installed Sandmill');
    wake('tasks', shop, now);
  }

  async function upsertShop(trx: Trx, shop: string, details: ShopDetailsQuery['shop'], now: number) {
    const told = {
      name: details.name,
      email: details.email,
      url: details.primaryDomain.url.replace(/\/+$/, ''),
      currency: details.currencyCode,
      timezone: isZone(details.ianaTimezone) ? details.ianaTimezone : 'UTC',
    };
    const row = await trx
      .selectFrom('shop')
      .select(['ingest_key', 'uninstalled_at', 'timezone', 'currency'])
      .where('shop', '=', shop)
      .executeTakeFirst();
    const returned = row !== undefined && row.uninstalled_at !== null;
    if (row) {
      const zoneMoved = row.timezone !== told.timezone;
      if (zoneMoved) await onZoneMoved?.(trx, shop, now);
      if (zoneMoved || row.currency !== told.currency) await onBooksMoved?.(trx, shop, now);
      await trx
        .updateTable('shop')
        .set({
          ...told,
          ...(zoneMoved && { rfm_day: null }),
          ...(returned && { uninstalled_at: null, installed_at: now }),
        })
        .where('shop', '=', shop)
        .execute();
    }
    const ingestKey = row?.ingest_key ?? (await insertShop(trx, shop, told, now)).ingestKey;
    // a shop that only an import made is new to the other rooms too
    const history = await trx
      .selectFrom('task')
      .select('id')
      .where('shop', '=', shop)
      .where('id', '=', HISTORY_TASK.id)
      .executeTakeFirst();
    if (!history) await onNewShop?.(trx, shop, now);
    // uninstalling removed the pixel, and what happened since was not heard
    const again = { again: returned };
    await queueTask(trx, shop, { ...pixelTask({ accountID: ingestKey, collectUrl }), dueAt: now }, again);
    await queueTask(trx, shop, { ...HISTORY_TASK, dueAt: now }, again);
    return history === undefined ? 'new' : returned ? 'returned' : 'known';
  }

  return {
    onInstalled: ({ shop }) => once(shop),
    async ensure(shop) {
      // a shop that only an import made has a row, and no task to read its history yet
      const ready = await db.read
        .selectFrom('shop')
        .innerJoin('task', 'task.shop', 'shop.shop')
        .select('task.id')
        .where('shop.shop', '=', shop)
        .where('shop.uninstalled_at', 'is', null)
        .where('task.id', '=', HISTORY_TASK.id)
        .executeTakeFirst();
      if (!ready) await once(shop);
    },
    async reconnectPixels() {
      const shops = await db.read
        .selectFrom('shop')
        .select(['shop', 'ingest_key'])
        .where('uninstalled_at', 'is', null)
        .execute();
      for (const { shop, ingest_key: accountID } of shops) {
        const task = { ...pixelTask({ accountID, collectUrl }), dueAt: clock.now() };
        const last = await db.read
          .selectFrom('task')
          .select('id')
          .where('shop', '=', shop)
          .where('kind', '=', task.kind)
          .orderBy('created_at', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (last?.id !== task.id) await db.write((trx) => queueTask(trx, shop, task, { again: true }));
      }
    },
  };
}
