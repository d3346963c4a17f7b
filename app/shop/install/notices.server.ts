import type { Database } from '../../platform/db/db.ts';

/** Something about the shop's connection that its merchant should know until it is over. */
export interface Notice {
  id: string;
  kind: string;
  /** what stands in its words */
  values: Record<string, string | number>;
}

export type NoticesService = ReturnType<typeof createNoticesService>;

export function createNoticesService({ db }: { db: Database }) {
  return {
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

function valuesOf(text: string): Notice['values'] {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return {};
    return Object.fromEntries(
      Object.entries(data).filter(
        (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
      ),
    );
  } catch {
    return {};
  }
}
