import type { Trx } from '../../platform/db/db.ts';

/** A file without a heading lends its first line, and a person's name may be that of the file: what an import did stays. */
export async function forgetImportTexts(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  const rows = await trx
    .selectFrom('import')
    .select(['id', 'plan'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  for (const { id, plan } of rows) {
    await trx
      .updateTable('import')
      .set({ filename: '', reason: null, plan: withoutHeadings(plan) })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
  }
}

function withoutHeadings(plan: string): string {
  const read = JSON.parse(plan) as { headings?: unknown };
  if (!Array.isArray(read.headings)) return plan;
  return JSON.stringify({ ...read, headings: read.headings.map(() => '') });
}
