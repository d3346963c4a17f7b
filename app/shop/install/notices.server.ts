import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';

/** Something about the shop's connection that its merchant should know until it is over. */
export interface Notice {
  id: string;
  kind: string;
  /** what stands in its words; words of ours in each language */
  values: Record<string, NoticeValue>;
}

type NoticeValue = string | number | Record<'en' | 'it', string>;

export type NoticesService = ReturnType<typeof createNoticesService>;

/** Shopify shows the orders of the last 60 days only; it withholds fields for which the app has no approval. */
export type NoticeKind = 'orders_60_days' | 'protected_data';

export function createNoticesService({ db, clock }: { db: Database; clock: Clock }) {
  return {
    /** Tells it until `end` is called; telling it again changes what stands in it. */
    async tell(shop: string, kind: NoticeKind, values: Notice['values'] = {}): Promise<void> {
      const data = JSON.stringify(values);
      await db.write((trx) =>
        trx
          .insertInto('notice')
          .values({ shop, id: kind, kind, data, at: clock.now() })
          .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet({ data }))
          .execute(),
      );
    },
    async end(shop: string, kind: NoticeKind): Promise<void> {
      const told = await db.read
        .selectFrom('notice')
        .select('id')
        .where('shop', '=', shop)
        .where('id', '=', kind)
        .executeTakeFirst();
      if (!told) return;
      await db.write((trx) => trx.deleteFrom('notice').where('shop', '=', shop).where('id', '=', kind).execute());
    },
    async list(shop: string): Promise<Notice[]> {
      const rows = await db.read
        .selectFrom('notice')
        .select(['id', 'kind', 'data'])
        .where('shop', '=', shop)
        .orderBy('at')
        .execute();
      return rows.map(({ id, kind, data }) => ({ id, kind, values: valuesOf(data) }));
    },
  };
}

const isValue = (value: unknown): value is NoticeValue =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  (typeof value === 'object' && value !== null && 'en' in value && 'it' in value);

function valuesOf(text: string): Notice['values'] {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return {};
    return Object.fromEntries(
      Object.entries(data).filter((entry): entry is [string, NoticeValue] => isValue(entry[1])),
    );
  } catch {
    return {};
  }
}
