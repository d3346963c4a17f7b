// Pages of what was gathered about a person, sealed beside the file of the request.
import type { Reader, Trx } from '../../platform/db/db.ts';

export interface PersonPart {
  part: number;
  /** what its rows are */
  name: string;
  rows: number;
  /** as JSON, sealed */
  file: string;
}

const idOf = (request: string, part: number) => `${request}:${String(part).padStart(8, '0')}`;

export async function keepPart(trx: Trx, shop: string, request: string, part: PersonPart): Promise<void> {
  const { name, rows, file } = part;
  await trx
    .insertInto('privacy_part')
    .values({ shop, id: idOf(request, part.part), request, name, rows, file })
    .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet({ name, rows, file }))
    .execute();
}

/** How many rows the parts of a request have, by what they are; in the order in which they are told. */
export async function partSizes(reader: Reader, shop: string, request: string): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('privacy_part')
    .select(['name', 'rows'])
    .where('shop', '=', shop)
    .where('request', '=', request)
    .orderBy('id')
    .execute();
  const sizes = new Map<string, number>();
  for (const { name, rows: count } of rows) sizes.set(name, (sizes.get(name) ?? 0) + count);
  return sizes;
}

/** The parts of a request, one at a time. */
export async function* readParts(reader: Reader, shop: string, request: string): AsyncGenerator<PersonPart> {
  for (let part = 0, after = ''; ; part++) {
    const row = await reader
      .selectFrom('privacy_part')
      .select(['id', 'name', 'rows', 'file'])
      .where('shop', '=', shop)
      .where('request', '=', request)
      .where('id', '>', after)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!row) return;
    after = row.id;
    yield { part, name: row.name, rows: row.rows, file: row.file };
  }
}

export async function forgetParts(trx: Trx, shop: string, requests: readonly string[]): Promise<void> {
  await trx.deleteFrom('privacy_part').where('shop', '=', shop).where('request', 'in', requests).execute();
}
