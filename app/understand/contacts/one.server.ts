import { identityValue, type IdentityKind } from '../../listen/facts/fact.ts';
import type { Reader } from '../../platform/db/db.ts';
import { ledgerSums, type LedgerSum } from '../scoring/explain.server.ts';
import { timelineOf, type TimelinePage } from './timeline.server.ts';

/** Soft identities shown of one contact; carts and checkouts add up over the years. */
const SOFT_SHOWN = 50;

export type ContactProfile = NonNullable<Awaited<ReturnType<typeof contactRow>>>;

export interface ContactDetail {
  profile: ContactProfile;
  identities: { kind: IdentityKind; value: string; since: number }[];
  scoreLines: LedgerSum[];
  timeline: TimelinePage;
}

export async function oneContact(reader: Reader, shop: string, contact: string): Promise<ContactDetail | null> {
  const profile = await contactRow(reader, shop, contact);
  if (!profile) return null;
  const identities = await reader
    .selectFrom('identity')
    .select(['id', 'kind', 'created_at'])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .orderBy((eb) => eb.case().when('kind', 'in', ['customer', 'email']).then(0).else(1).end())
    .orderBy('created_at', 'desc')
    .limit(SOFT_SHOWN)
    .execute();
  return {
    profile,
    identities: identities.map((row) => ({
      kind: row.kind as IdentityKind,
      value: identityValue(row.id),
      since: row.created_at,
    })),
    scoreLines: await ledgerSums(reader, shop, contact),
    timeline: await timelineOf(reader, shop, contact),
  };
}

export function contactRow(reader: Reader, shop: string, contact: string) {
  return reader.selectFrom('contact').selectAll().where('shop', '=', shop).where('id', '=', contact).executeTakeFirst();
}
