// Shopify's own segments: found there, and read here now and then, so that conditions can name them.
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { QueryRefused } from '../../platform/shopify/admin/query-refused.ts';
import { ShopifySegmentDocument } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { queueBuild } from './queue-build.server.ts';
import { BY_HAND } from './rules.ts';
import { segmentGid } from './shopify-members.server.ts';
import { allSegments } from './store.server.ts';
import { theirSegments } from './their-segments.server.ts';

/** More lines than anybody reads: whoever looks for another one types its name. */
const SHOWN = 250;

export interface TheirSegment {
  id: string;
  name: string;
  /** in Shopify's own language */
  query: string;
  /** the segment here that is read from it, or that it is the twin of */
  here: { id: string; twin: boolean } | null;
}

export type Taken = { ok: true; id: string } | { ok: false; reason: 'unknown' };

interface Deps {
  db: Database;
  clock: Clock;
  wake: Wake;
  admin: Admin;
}

export type ShopifySegments = ReturnType<typeof createShopifySegments>;

export function createShopifySegments({ db, clock, wake, admin }: Deps) {
  return {
    /** @param search part of a name. `more`: there are others than those that are told */
    async list(shop: string, search: string): Promise<{ segments: TheirSegment[]; more: boolean }> {
      const here = new Map(
        (await allSegments(db.read, shop)).flatMap(({ id, kind, shopifyId }) =>
          shopifyId === null ? [] : [[shopifyId, { id, twin: kind !== 'shopify' }] as const],
        ),
      );
      const words = search.trim().toLowerCase();
      const found: TheirSegment[] = [];
      let more = false;
      for await (const { nodes, beyond } of theirSegments(admin(shop))) {
        for (const { id: gid, name, query } of nodes) {
          const id = legacyId(gid);
          if (name.toLowerCase().includes(words)) found.push({ id, name, query, here: here.get(id) ?? null });
        }
        more = beyond || found.length > SHOWN;
        if (more) break;
      }
      return { segments: found.slice(0, SHOWN), more };
    },

    /** Reads one from now on, each night and on request. Taken twice it is the same. */
    async take(shop: string, shopifyId: string): Promise<Taken> {
      const asked = { id: segmentGid(shopifyId) };
      const found = await admin(shop)
        .query(ShopifySegmentDocument, asked)
        .catch((error: unknown) => {
          if (error instanceof QueryRefused) return null;
          throw error;
        });
      if (!found?.segment) return { ok: false, reason: 'unknown' };
      const { name } = found.segment;
      const id = stableId('shopify segment', shop, shopifyId);
      const now = clock.now();
      await db.write(
        async (trx) => {
          const row = {
            name,
            description: '',
            kind: 'shopify',
            shopify_id: shopifyId,
            updated_at: now,
            removed_at: null,
          };
          const segment = await trx
            .insertInto('segment')
            .values({ shop, id, condition: JSON.stringify(BY_HAND), created_at: now, ...row })
            .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(row))
            .returning(['id', 'generation', 'building'])
            .executeTakeFirstOrThrow();
          await queueBuild(trx, shop, segment, now, { fresh: true, announce: false });
        },
        { lock: foldLock(shop) },
      );
      wake('tasks', shop, now);
      return { ok: true, id };
    },
  };
}
