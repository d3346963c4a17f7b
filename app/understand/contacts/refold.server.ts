import { excluded, inChunks } from '../../listen/upsert.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { refusingAutomation } from '../consent/automated-log.server.ts';
import { consentLogs, deviceLogs, entriesFor } from '../consent/store.server.ts';
import { stateOf } from '../consent/rules.ts';
import { keepConsentStates } from '../consent/states.server.ts';
import { wishesAmong } from '../preferences/log.server.ts';
import { writeRfmChanges } from '../rfm/changes.server.ts';
import { isPlain } from '../rfm/measure.ts';
import { measuredOf, NOTHING_MEASURED } from '../rfm/measured.server.ts';
import type { RfmCell } from '../rfm/rules.ts';
import { scoresOf } from '../scoring/ledger.server.ts';
import { foldedStage } from '../stages/rules.ts';
import { joinTouches, NO_TOUCH, readTouch, type Touches, writeTouch } from '../touches/touch.ts';
import { knownOf } from './known.server.ts';
import type { Inherited } from './move.server.ts';
import { padded } from './padded.ts';
import { personOf, standingOf } from './profile.ts';
import type { ShopFrame } from './shop-frame.server.ts';

export interface Span {
  first: number;
  last: number;
}

export interface Touched {
  /** first and last of the facts that are new; null when all of the contact's facts must be looked at */
  seen: ReadonlyMap<string, Span | null>;
  /** where they came from, as far as the new facts tell */
  touches?: ReadonlyMap<string, Touches>;
  /** contacts for which something new happened: history read late concludes nothing */
  live: ReadonlySet<string>;
  inherited: Inherited;
  /** what stands is folded anew: nothing changes, so nothing is written down as changed */
  rebuilding?: boolean;
}

interface Refolded {
  /** somebody bought while the shop has no cut-points yet */
  lacksCuts: boolean;
  /** contacts whose word on automated decisions is another than it was */
  automation: string[];
}

const COLUMNS = [
  'stage',
  'stage_by',
  'email',
  'phone',
  'customer_id',
  'first_name',
  'last_name',
  'search',
  'locale',
  'country',
  'email_consent',
  'orders_count',
  'net_spent',
  'currency',
  'first_order_at',
  'last_order_at',
  'first_seen_at',
  'last_seen_at',
  'score',
  'r',
  'f',
  'm',
  'rfm_group',
  'shopify_rfm',
  'updated_at',
  'city',
  'birthday',
  'birth_year',
  'refunded',
  'discounted',
  'devices',
  'first_touch',
  'first_source',
  'first_medium',
  'first_campaign',
  'last_touch',
  'last_source',
  'last_medium',
  'last_campaign',
  'automated',
] as const;

/**
 * Folds contacts anew from their identities, customers, orders, consent and ledger, and writes down what is concluded.
 */
export async function refold(trx: Trx, frame: ShopFrame, touched: Touched): Promise<Refolded> {
  const ids = [...touched.seen.keys()];
  if (ids.length === 0) return { lacksCuts: false, automation: [] };
  const { shop, now } = frame;
  const known = await knownOf(trx, shop, ids, touched.seen);
  const scores = await scoresOf(trx, shop, ids);
  const rfm = {
    cuts: frame.cuts,
    currency: frame.currency,
    today: frame.today,
    dayOf: frame.calendar.day,
    loyalOrders: frame.stages.loyalOrders,
  };
  const people = ids.map((id) => ({ id, person: personOf(known.hard.get(id) ?? [], known.customers.get(id) ?? []) }));
  const addresses = people.flatMap(({ person }) => (person.email === null ? [] : `email:${person.email}`));
  const logs = await consentLogs(trx, shop, padded([...new Set([...[...known.hard.values()].flat(), ...addresses])]));
  const onDevices = await deviceLogs(trx, shop, padded(ids));
  const said = new Map(
    people.map(({ id, person }) => [
      id,
      [...entriesFor({ ...person, hard: known.hard.get(id) ?? [] }, logs), ...(onDevices.get(id) ?? [])],
    ]),
  );
  const measured = isPlain(frame.measure) ? null : await measuredOf(trx, shop, ids, frame.measure);
  const refusing = await refusingAutomation(trx, shop, known.hard);
  const wishes = await wishesAmong(trx, shop, known.hard);
  const automation: string[] = [];
  const decisions: ReturnType<typeof decisionRow>[] = [];
  const moved: (RfmCell & { id: string })[] = [];
  let lacksCuts = false;
  const rows = people.map(({ id, person }) => {
    const orders = known.orders.get(id);
    const { stage: base, cell } = standingOf(
      known.hard.get(id) ?? [],
      orders,
      rfm,
      measured && (measured.get(id) ?? NOTHING_MEASURED),
    );
    const row = known.rows.get(id);
    const before = row ?? touched.inherited.get(id);
    const { stage, by } = foldedStage([touched.inherited.get(id), row], base);
    const isAnew = touched.seen.get(id) === null;
    const namedAt = known.held.get(id)?.namedAt ?? now;
    const seen = spanOf(touched.seen.get(id), known.seen.get(id) ?? (isAnew ? undefined : row), namedAt);
    const came = isAnew ? known.touches.get(id) : standingTouches(row, touched.touches?.get(id));
    if (orders && !frame.cuts) lacksCuts = true;
    const automated = refusing.has(id) ? 0 : 1;
    if (automated !== (row?.automated ?? 1)) automation.push(id);
    if (!isSameCell(before, cell)) moved.push({ id, ...cell });
    if (touched.live.has(id)) {
      if ((before?.stage ?? 'visitor') !== stage) {
        decisions.push(decisionRow(frame, id, 'stage.moved', before?.stage ?? null, stage));
      }
      if ((before?.rfm_group ?? 'prospects') !== cell.group) {
        const reason = { r: cell.r, f: cell.f, m: cell.m };
        decisions.push(decisionRow(frame, id, 'rfm.moved', before?.rfm_group ?? null, cell.group, reason));
      }
    }
    return {
      shop,
      id,
      stage,
      stage_by: by,
      email: person.email,
      phone: person.phone,
      customer_id: person.customerId,
      first_name: person.firstName,
      last_name: person.lastName,
      search: person.search,
      // what she chose herself before what Shopify knows
      locale: wishes.get(id)?.language ?? person.locale,
      country: person.country,
      email_consent: stateOf(said.get(id) ?? []),
      orders_count: orders?.count ?? 0,
      net_spent: orders?.net ?? 0,
      currency: orders?.currency ?? null,
      first_order_at: orders?.firstAt ?? null,
      last_order_at: orders?.lastAt ?? null,
      first_seen_at: seen.first,
      last_seen_at: seen.last,
      score: scores.get(id) ?? 0,
      r: cell.r,
      f: cell.f,
      m: cell.m,
      rfm_group: cell.group,
      shopify_rfm: person.shopifyRfm,
      updated_at: now,
      city: person.city,
      birthday: known.birthdays.get(id)?.day ?? null,
      birth_year: known.birthdays.get(id)?.year ?? null,
      refunded: orders?.refunded ?? 0,
      discounted: orders?.discounted ?? 0,
      // nobody is recognised who is not known
      devices: known.hard.has(id) ? (known.held.get(id)?.devices ?? 0) : 0,
      ...touchColumns(came ?? NO_TOUCH),
      automated,
    };
  });
  await inChunks(rows, 43, (some) =>
    trx
      .insertInto('contact')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(COLUMNS)))
      .execute(),
  );
  await keepConsentStates(trx, shop, said);
  await inChunks(decisions, 8, (some) =>
    trx
      .insertInto('decision')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
      .execute(),
  );
  if (!touched.rebuilding) await writeRfmChanges(trx, shop, frame.calendar.name(frame.today), moved);
  return { lacksCuts, automation };
}

function isSameCell(
  before: { r: number | null; f: number | null; m: number | null; rfm_group: string } | undefined,
  { r, f, m, group }: RfmCell,
): boolean {
  if (!before) return group === 'prospects';
  return before.r === r && before.f === f && before.m === m && before.rfm_group === group;
}

function standingTouches(
  row: { first_touch: string | null; last_touch: string | null } | undefined,
  fresh: Touches = NO_TOUCH,
): Touches {
  return row ? joinTouches({ first: readTouch(row.first_touch), last: readTouch(row.last_touch) }, fresh) : fresh;
}

function touchColumns({ first, last }: Touches) {
  return {
    first_touch: writeTouch(first),
    first_source: first?.source ?? null,
    first_medium: first?.medium ?? null,
    first_campaign: first?.campaign ?? null,
    last_touch: writeTouch(last),
    last_source: last?.source ?? null,
    last_medium: last?.medium ?? null,
    last_campaign: last?.campaign ?? null,
  };
}

/** Joins the new facts' span to the one that stands; of whom no fact tells, the first mention. */
function spanOf(
  fresh: Span | null | undefined,
  standing: { first_seen_at: number; last_seen_at: number } | undefined,
  namedAt: number,
): Span {
  const wasSeen = standing && (fresh === null || standing.last_seen_at >= standing.first_seen_at);
  const spans = [fresh, wasSeen && { first: standing.first_seen_at, last: standing.last_seen_at }];
  const told = spans.filter((span) => span !== null && span !== undefined && span !== false);
  const first = Math.min(...told.map((span) => span.first));
  const last = Math.max(...told.map((span) => span.last));
  return Number.isFinite(first) ? { first, last } : { first: namedAt, last: namedAt - 1 };
}

function decisionRow(
  { shop, now }: ShopFrame,
  contact: string,
  kind: string,
  before: string | null,
  after: string,
  reason: Record<string, number | null> = {},
) {
  const id = stableId(shop, contact, kind, before ?? '', after, String(now));
  return { shop, id, contact, kind, before, after, at: now, reason: JSON.stringify(reason) };
}
