import { sql } from 'kysely';
import type { Sweep } from '../../shop/privacy/person.ts';
import { ROWS_A_WRITE } from '../../shop/privacy/sweep.ts';
import { tellsOf } from './tells-of.ts';

const PAGE = 1000;

/** Why a line of a file was left out may quote it: that it was left out stays. */
export const refusedLinesSweep: Sweep = {
  name: 'refused lines',
  async find(reader, shop, person, after) {
    const at = after === null ? { import: '', line: 0 } : placeOf(after);
    const { rows } = await sql<{ import: string; line: number; reason: string }>`
      select import, line, reason from import_refused
      where shop = ${shop} and (import, line) > (${at.import}, ${at.line})
      order by import, line limit ${PAGE}`.execute(reader);
    const tells = tellsOf(person);
    const hers = rows.filter((row) => tells(row.reason)).map(nameOf);
    if (hers.length > ROWS_A_WRITE) {
      const ids = hers.slice(0, ROWS_A_WRITE);
      return { ids, next: ids.at(-1) ?? null };
    }
    const last = rows.at(-1);
    return { ids: hers, next: last && rows.length === PAGE ? nameOf(last) : null };
  },
  async erase(trx, shop, ids) {
    for (const id of ids) {
      const at = placeOf(id);
      await trx
        .updateTable('import_refused')
        .set({ reason: '' })
        .where('shop', '=', shop)
        .where('import', '=', at.import)
        .where('line', '=', at.line)
        .execute();
    }
  },
};

const nameOf = (row: { import: string; line: number }): string => JSON.stringify([row.import, row.line]);

function placeOf(name: string): { import: string; line: number } {
  const [of, line] = JSON.parse(name) as [string, number];
  return { import: of, line };
}
