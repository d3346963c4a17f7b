import { createFreshCache } from '../platform/cache/fresh.ts';
import { type Clock, SECOND } from '../platform/clock/clock.ts';
import type { Log } from '../platform/log/log.ts';
import type { Admin } from '../platform/shopify/admin/admin.server.ts';
import { readEmbedState } from '../shop/install/embed-state.server.ts';

export type EmbedReader = (shop: string) => Promise<{ embedOn: boolean | null; embedUrl: string }>;

const FRESH_MS = 20 * SECOND;

/** Whether our embed is on in the published theme, and where to switch it on. Null when Shopify could not be asked. */
export function createEmbedReader({
  admin,
  clock,
  log,
  apiKey,
}: {
  admin: Admin;
  clock: Clock;
  log: Log;
  apiKey: string;
}): EmbedReader {
  const states = createFreshCache<boolean | null>({
    clock,
    ttlMs: FRESH_MS,
    max: 1000,
    async load(shop) {
      try {
        return (await readEmbedState(admin, shop)).embed;
      } catch (error) {
        log.warn({ err: error, shop }, 'the theme could not be read');
        return null;
      }
    },
  });
  return async (shop) => ({
    embedOn: await states.get(shop),
    embedUrl: `shopify://admin/themes/current/editor?context=apps&activateAppId=${apiKey}/embed`,
  });
}
