// What became of telling Shopify's marketing page, for the merchant.
import type { Database } from '../../platform/db/db.ts';
import type { GrantedScopes } from '../../shop/access/granted-scopes.server.ts';
import { RESULTS_SCOPE } from './results-task.server.ts';

export interface ResultsTold {
  /** the merchant has agreed that the app writes there */
  granted: boolean;
  /** campaigns and journeys that stand there */
  count: number;
  /** when it was told last; null when never */
  at: number | null;
  /** what Shopify did not take, and why in its words */
  troubles: { kind: 'campaign' | 'journey'; id: string; reason: string }[];
}

export interface ResultsService {
  told(shop: string): Promise<ResultsTold>;
}

const TROUBLES_SHOWN = 5;

export function createResultsService({ db, scopes }: { db: Database; scopes: GrantedScopes }): ResultsService {
  return {
    async told(shop) {
      const granted = (await scopes(shop)).has(RESULTS_SCOPE);
      const rows = await db.read
        .selectFrom('told_activity')
        .select(['subject', 'reason', 'told_at'])
        .where('shop', '=', shop)
        .orderBy('subject')
        .execute();
      const troubles = rows.flatMap(({ subject, reason }): ResultsTold['troubles'] => {
        const [kind, ...id] = subject.split(':');
        return reason === null ? [] : [{ kind: kind === 'journey' ? kind : 'campaign', id: id.join(':'), reason }];
      });
      return {
        granted,
        count: rows.length - troubles.length,
        at: rows.reduce<number | null>((latest, { told_at }) => Math.max(latest ?? 0, told_at), null),
        troubles: troubles.slice(0, TROUBLES_SHOWN),
      };
    },
  };
}
