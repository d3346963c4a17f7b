import { sql } from 'kysely';
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { hourOf, nextAtHour } from '../../platform/clock/zones.ts';
import { surelyHers } from '../../listen/facts/unsure.ts';
import { inChunks } from '../../listen/upsert.ts';
import type { Stretch } from './audience-sql.server.ts';
import { bestHour, LEAST_OF_SHOP, noHours } from './best-hour.ts';
import { zoneOfCountry } from './local-time.ts';
import type { Campaign } from './store.server.ts';

/** How somebody reads changes with her life. */
const LOOK_BACK_MS = 180 * DAY;
/** Clocks differ by quarters of an hour. */
const STEP_MS = 15 * MINUTE;

/**
 * Moves the turn of each member of a stretch to the hour at which she tends to read; of whoever has not read enough yet to
 * the hour at which the others of the stretch do, for ids are hashes and so many as good as drawn by lot; and where that is
 * not known either, it stays at the schedule's hour. Who wants no automated decisions is not looked at.
 */
export async function moveToBestHours(
  trx: Trx,
  { shop, id, plan, scheduledAt }: Campaign,
  stretch: Stretch,
  { now, zone }: { now: number; zone: string },
): Promise<void> {
  const from = Math.max(scheduledAt ?? now, now);
  const members = await membersWithin(trx, shop, id, stretch);
  if (members.length === 0) return;
  const reads = await readsWithin(trx, shop, id, stretch, now - LOOK_BACK_MS);
  const hourAt = hoursOfZones();
  const zoneOf = (country: string | null) => (country ? zoneOfCountry(country) : null) ?? zone;
  const countries = new Map(members.map(({ contact, country }) => [contact, country]));
  const byContact = new Map<string, number[]>();
  const all = noHours();
  for (const { contact, step, count } of reads) {
    const hour = hourAt(step, zoneOf(countries.get(contact) ?? null));
    const hers = byContact.get(contact) ?? noHours();
    byContact.set(contact, hers);
    for (const counts of [all, hers]) counts[hour] = (counts[hour] ?? 0) + count;
  }
  const ofShop = bestHour(all, LEAST_OF_SHOP);
  const turns = new Map<number, string[]>();
  const nextAt = turnsOfZones(from);
  const laterOf = new Map(plan.variants.map(({ id: variant, later }) => [variant, later * HOUR]));
  for (const { contact, country, automated, variant } of members) {
    const own = automated === 1 ? bestHour(byContact.get(contact) ?? noHours()) : null;
    const hour = own ?? (automated === 1 ? ofShop : null);
    if (hour === null) continue;
    const at = nextAt(hour, zoneOf(country)) + (laterOf.get(variant ?? '') ?? 0);
    const there = turns.get(at);
    if (there) there.push(contact);
    else turns.set(at, [contact]);
  }
  for (const [at, contacts] of turns) {
    await inChunks(contacts, 1, (some) =>
      trx
        .updateTable('campaign_member')
        .set({ due_at: at })
        .where('shop', '=', shop)
        .where('campaign', '=', id)
        .where('contact', 'in', some)
        .execute(),
    );
  }
}

function membersOf(trx: Trx, shop: string, campaign: string, stretch: Stretch) {
  const members = trx
    .selectFrom('campaign_member')
    .innerJoin('contact', (join) =>
      join.onRef('contact.shop', '=', 'campaign_member.shop').onRef('contact.id', '=', 'campaign_member.contact'),
    )
    .where('campaign_member.shop', '=', shop)
    .where('campaign_member.campaign', '=', campaign)
    .where('campaign_member.state', '=', 'frozen');
  if ('ids' in stretch) return members.where('campaign_member.contact', 'in', [...stretch.ids]);
  const after = members.where('campaign_member.contact', '>', stretch.after);
  return stretch.until === null ? after : after.where('campaign_member.contact', '<=', stretch.until);
}

const membersWithin = (trx: Trx, shop: string, campaign: string, stretch: Stretch) =>
  membersOf(trx, shop, campaign, stretch)
    .select(['campaign_member.contact', 'campaign_member.variant', 'contact.country', 'contact.automated'])
    .execute();

/** How often each member read within which quarter of an hour. */
async function readsWithin(trx: Trx, shop: string, campaign: string, stretch: Stretch, since: number) {
  const step = sql<number>`fact.occurred_at / ${sql.lit(STEP_MS)}`;
  const rows = await membersOf(trx, shop, campaign, stretch)
    .innerJoin('fact', (join) =>
      join.onRef('fact.shop', '=', 'campaign_member.shop').onRef('fact.contact', '=', 'campaign_member.contact'),
    )
    .select(({ fn }) => ['campaign_member.contact', step.as('step'), fn.countAll<number>().as('count')])
    .where('contact.automated', '=', 1)
    .where('fact.occurred_at', '>=', since)
    .where('fact.kind', 'in', ['message.opened', 'message.clicked'])
    .where(surelyHers())
    .groupBy(['campaign_member.contact', step])
    .execute();
  return rows.map(({ contact, step: at, count }) => ({ contact, step: Number(at), count: Number(count) }));
}

/** Asking for the hour of every read is what this would spend its time on; within a quarter of an hour it stays the same. */
function hoursOfZones() {
  const hours = new Map<string, number>();
  return (step: number, zone: string): number => {
    const key = `${step} ${zone}`;
    const known = hours.get(key);
    if (known !== undefined) return known;
    const hour = hourOf(step * STEP_MS, zone);
    hours.set(key, hour);
    return hour;
  };
}

function turnsOfZones(from: number) {
  const turns = new Map<string, number>();
  return (hour: number, zone: string): number => {
    const key = `${hour} ${zone}`;
    const known = turns.get(key);
    if (known !== undefined) return known;
    const at = nextAtHour(from, hour, zone);
    turns.set(key, at);
    return at;
  };
}
