import { z } from 'zod';
import { isZone } from '../../platform/clock/zones.ts';
import type { Trx } from '../../platform/db/db.ts';
import { instant, text } from '../payload.ts';
import { type Told, versionOf } from '../version.ts';

const shopSchema = z.object({
  name: z.string().min(1),
  email: text,
  domain: text,
  currency: z.string().length(3),
  iana_timezone: text,
  primary_locale: text,
  updated_at: instant.nullish(),
});

export interface ToldShop extends Told {
  name: string;
  email: string | null;
  url: string | null;
  currency: string;
  timezone: string | null;
  locale: string | null;
}

/**
 * shop/update
 * @param toldAt counts where the payload names no instant
 */
export function parseShop(payload: unknown, toldAt: number): ToldShop {
  const told = shopSchema.parse(payload);
  return {
    name: told.name,
    email: told.email || null,
    url: told.domain ? `https://${told.domain}` : null,
    currency: told.currency,
    timezone: told.iana_timezone && isZone(told.iana_timezone) ? told.iana_timezone : null,
    locale: told.primary_locale || null,
    updatedAt: told.updated_at ?? toldAt,
  };
}

export interface MovedShop {
  /** its days begin at other instants */
  zoneMoved: boolean;
  /** or its money is another: sums by day are others */
  booksMoved: boolean;
}

/**
 * The shop's own details. In another zone or currency everybody's RFM scores are others, so these are taken anew as soon
 * as what is heard is understood. Orders keep the currency they were placed in.
 * @returns whether its days begin at other instants now, or its money is another
 */
export async function applyShopTold(trx: Trx, shop: string, told: ToldShop, now: number): Promise<MovedShop> {
  const version = versionOf(told, now);
  const known = await trx
    .selectFrom('shop')
    .select(['currency', 'timezone', 'version'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  if (!known || (known.version !== null && known.version >= version)) return { zoneMoved: false, booksMoved: false };
  const timezone = told.timezone ?? known.timezone;
  const zoneMoved = timezone !== known.timezone;
  const moved = zoneMoved || told.currency !== known.currency;
  await trx
    .updateTable('shop')
    .set({
      name: told.name,
      email: told.email,
      currency: told.currency,
      timezone,
      ...(told.url && { url: told.url }),
      ...(told.locale && { locale: told.locale }),
      ...(moved && { rfm_day: null }),
      version,
    })
    .where('shop', '=', shop)
    .execute();
  return { zoneMoved, booksMoved: moved };
}

const scopesSchema = z.object({ current: z.array(z.string().max(100)).max(500), updated_at: instant.nullish() });

/** The access that the merchant has granted, since an instant. */
export interface GrantedScopes {
  granted: string[];
  at: number;
}

/** app/scopes_update */
export function parseScopes(payload: unknown, heardAt: number): GrantedScopes {
  const { current, updated_at } = scopesSchema.parse(payload);
  return { granted: [...new Set(current)].sort(), at: updated_at ?? heardAt };
}

/** An older grant never takes the place of a newer one; of two of one instant the longer list in letters. */
export async function applyScopes(trx: Trx, shop: string, told: GrantedScopes): Promise<void> {
  const row = await trx.selectFrom('shop').select('scopes').where('shop', '=', shop).executeTakeFirst();
  if (!row) return;
  const known = readScopes(row.scopes);
  const isOlder =
    known !== null && (known.at > told.at || (known.at === told.at && known.granted.join() >= told.granted.join()));
  if (isOlder) return;
  const { granted, at } = told;
  await trx
    .updateTable('shop')
    .set({ scopes: JSON.stringify({ at, granted }) })
    .where('shop', '=', shop)
    .execute();
}

/** @returns null when Shopify has not told yet */
function readScopes(text: string | null): GrantedScopes | null {
  return text === null ? null : (JSON.parse(text) as GrantedScopes);
}
