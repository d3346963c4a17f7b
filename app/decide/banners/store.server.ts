import { z } from 'zod';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Log } from '../../platform/log/log.ts';
import { padded } from '../../understand/contacts/padded.ts';
import { bannerSchema, type Banner } from './banner.ts';

interface Row {
  id: string;
  key: string;
  position: number;
  name: string;
  condition: string;
  content: string;
  status: string;
}

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('not JSON');
    return z.NEVER;
  }
});

const rowSchema = z.object({ condition: json, content: json });

/** A shop's versions in the order in which they are tried. A row that cannot be read is named in the log and left out. */
export async function readBanners(read: Reader, shop: string, log: Log): Promise<Banner[]> {
  const rows = await read
    .selectFrom('banner')
    .select(['id', 'key', 'position', 'name', 'condition', 'content', 'status'])
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .orderBy('key')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => {
    const banner = fromRow(row);
    if (!banner) log.warn({ shop, banner: row.id }, 'a banner version could not be read and is not shown');
    return banner ?? [];
  });
}

function fromRow(row: Row): Banner | null {
  const parts = rowSchema.safeParse(row);
  if (!parts.success) return null;
  const banner = bannerSchema.safeParse({ ...row, ...parts.data });
  return banner.success ? { ...banner.data, id: row.id, position: row.position } : null;
}

/** Writes versions; `keep` leaves those already there as they are. */
export async function writeBanners(
  trx: Trx,
  shop: string,
  banners: readonly Banner[],
  now: number,
  { keep = false } = {},
): Promise<void> {
  if (banners.length === 0) return;
  const values = banners.map(({ id, key, position, name, condition, content, status }) => ({
    shop,
    id,
    key,
    position,
    name,
    condition: JSON.stringify(condition),
    content: JSON.stringify(content),
    status,
    updated_at: now,
  }));
  const insert = trx.insertInto('banner').values(values);
  await insert
    .onConflict((conflict) => {
      const there = conflict.columns(['shop', 'id']);
      if (keep) return there.doNothing();
      return there.doUpdateSet((eb) => ({
        key: eb.ref('excluded.key'),
        position: eb.ref('excluded.position'),
        name: eb.ref('excluded.name'),
        condition: eb.ref('excluded.condition'),
        content: eb.ref('excluded.content'),
        status: eb.ref('excluded.status'),
        updated_at: eb.ref('excluded.updated_at'),
      }));
    })
    .execute();
}

export async function lastPosition(trx: Trx, shop: string, key: string): Promise<number> {
  const row = await trx
    .selectFrom('banner')
    .select((eb) => eb.fn.max('position').as('last'))
    .where('shop', '=', shop)
    .where('key', '=', key)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** The contact that each identity belongs to now; those of devices are those of whoever was last seen with them. */
export async function readOwners(
  read: Reader,
  shop: string,
  identities: readonly string[],
): Promise<Map<string, string>> {
  if (identities.length === 0) return new Map();
  const rows = await read
    .selectFrom('identity')
    .select(['id', 'contact'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(identities))
    .execute();
  return new Map(rows.map((row) => [row.id, row.contact]));
}
