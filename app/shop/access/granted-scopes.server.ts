import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { Database } from '../../platform/db/db.ts';

/** What the merchant has granted: as a webhook last told, or else as the token says. */
export type GrantedScopes = (shop: string) => Promise<ReadonlySet<string>>;

interface Options {
  db: Database;
  sessions: Pick<SessionStorage, 'loadSession'>;
}

/** Without it Shopify shows the orders of the last 60 days only. */
export const ALL_ORDERS = 'read_all_orders';

export function createGrantedScopes({ db, sessions }: Options): GrantedScopes {
  return async (shop) => {
    const row = await db.read.selectFrom('shop').select('scopes').where('shop', '=', shop).executeTakeFirst();
    const told = row?.scopes ?? (await sessions.loadSession(`offline_${shop}`))?.scope ?? '';
    return new Set(told.split(',').map((scope) => scope.trim()));
  };
}
