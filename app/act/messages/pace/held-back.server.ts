import { sql } from 'kysely';
import { zoneOfCountry } from '../../../decide/campaigns/local-time.ts';
import { decodeReason } from '../../../decide/journeys/reason.ts';
import type { Database, Trx } from '../../../platform/db/db.ts';
import { DAY } from '../../../platform/clock/clock.ts';
import { isPaced, type PaceSettings } from '../../../shop/settings/pace.ts';
import { parseSettings } from '../../../shop/settings/settings-service.server.ts';
import { TRANSACTIONAL } from '../../../understand/consent/rules.ts';
import { wishesOf } from '../../../understand/preferences/log.server.ts';
import { NO_WISHES } from '../../../understand/preferences/wishes.ts';
import type { MessageRow } from '../delivery/message-row.ts';
import { type Held, type Left, paceOf } from './pace.ts';

/** Those that left, or may have. */
const GONE = ['submitted', 'submitting', 'unknown'] as const;

/**
 * Of messages that may leave otherwise: which are too much for their contact now. What leaves in the same transaction
 * counts for the next of the same contact; another process waits for its contacts until this one has committed.
 * What concerns an order, or asks for consent, is never held.
 */
export async function heldBack(
  trx: Trx,
  shop: string,
  messages: readonly MessageRow[],
  now: number,
  dialect: Database['dialect'],
): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  const paced = messages.filter(({ purpose }) => purpose !== TRANSACTIONAL);
  if (paced.length === 0) return held;
  const row = await trx.selectFrom('shop').select(['settings', 'timezone']).where('shop', '=', shop).executeTakeFirst();
  const pace = parseSettings(row?.settings ?? '{}').pace;
  const contacts = [...new Set(paced.map(({ contact }) => contact))].toSorted();
  const wishes = await wishesOf(trx, shop, contacts);
  if (!isPaced(pace) && wishes.size === 0) return held;
  await takeTurns(trx, shop, contacts, dialect);
  const zones = await zonesOf(trx, shop, contacts, row?.timezone ?? 'UTC', pace);
  const left = await leftTo(trx, shop, contacts, now);
  for (const message of paced) {
    const { contact, channel } = message;
    const kind = message.campaign === null ? 'journey' : 'campaign';
    const hers = left.get(contact) ?? [];
    const found = paceOf(
      { channel, kind, since: sinceOf(message) },
      {
        pace,
        now,
        zone: zones.get(contact) ?? row?.timezone ?? 'UTC',
        wishes: wishes.get(contact) ?? NO_WISHES,
        left: hers.filter(({ id }) => id !== message.id),
      },
    );
    if (found) held.set(message.id, found);
    else left.set(contact, [...hers, { id: message.id, at: now, channel, kind }]);
  }
  return held;
}

/** When a message was due before anything held it. */
function sinceOf({ reason, due_at }: MessageRow): number {
  const read = decodeReason(reason);
  const since = read?.code.startsWith('later_') ? read['since'] : undefined;
  return typeof since === 'number' ? since : Number(due_at);
}

/** Two processes may hold messages to the same contact: one of them looks when the other has committed. */
async function takeTurns(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  dialect: Database['dialect'],
): Promise<void> {
  // SQLite has one writer
  if (dialect === 'sqlite') return;
  const names = contacts.map((contact) => sql`(${`pace:${shop}:${contact}`})`);
  // in one order, so that no two wait for each other
  await sql`select pg_advisory_xact_lock(key) from (
    select hashtextextended(name, 0) as key from (values ${sql.join(names)}) as named(name) order by 1 offset 0
  ) keys`.execute(trx);
}

async function zonesOf(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  home: string,
  { quiet }: PaceSettings,
): Promise<Map<string, string>> {
  if (!quiet.on || quiet.zone === 'shop') return new Map();
  const rows = await trx
    .selectFrom('contact')
    .select(['id', 'country'])
    .where('shop', '=', shop)
    .where('id', 'in', contacts)
    .execute();
  return new Map(rows.map(({ id, country }) => [id, (country && zoneOfCountry(country)) || home]));
}

/** The longest that a cap looks back. */
const LONGEST_DAYS = 92;

async function leftTo(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  now: number,
): Promise<Map<string, (Left & { id: string })[]>> {
  const rows = await trx
    .selectFrom('message')
    .select(['id', 'contact', 'channel', 'campaign', 'purpose', 'state', 'submitted_at', 'due_at'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    // joined to nothing: the contact's index leads here, not that of states
    .where(sql<string>`state || ''`, 'in', GONE)
    .execute();
  const left = new Map<string, (Left & { id: string })[]>();
  for (const row of rows) {
    // one that is on its way was begun now; of one whose fate is not known, what is known best
    const at = row.submitted_at ?? (row.state === 'submitting' ? now : Number(row.due_at));
    if (row.purpose === TRANSACTIONAL || at < now - LONGEST_DAYS * DAY) continue;
    const kind = row.campaign === null ? 'journey' : 'campaign';
    const hers = left.get(row.contact) ?? [];
    hers.push({ id: row.id, at, channel: row.channel, kind });
    left.set(row.contact, hers);
  }
  return left;
}
