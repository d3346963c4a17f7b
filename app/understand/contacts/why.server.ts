import type { Reader } from '../../platform/db/db.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import { currentEntry } from '../consent/rules.ts';
import { consentLogs } from '../consent/store.server.ts';
import type { Reason } from '../reason.ts';
import { isPlain, measureOf } from '../rfm/measure.ts';
import { measuredOf, NOTHING_MEASURED } from '../rfm/measured.server.ts';
import { parseFrozenCuts } from '../rfm/rules.ts';
import { ledgerSums } from '../scoring/explain.server.ts';
import { dayCounter } from '../../platform/clock/day-counter.ts';
import { contactRow, type ContactProfile } from './one.server.ts';

export const WHYS = ['rfm', 'stage', 'score', 'consent'] as const;
export type Why = (typeof WHYS)[number];

/** Why a contact is what it is, as sentences of the locale files; empty when there is no such contact. */
export async function whyOf(reader: Reader, shop: string, contact: string, why: Why, now: number): Promise<Reason[]> {
  const profile = await contactRow(reader, shop, contact);
  if (!profile) return [];
  switch (why) {
    case 'rfm':
      return whyRfm(reader, shop, profile, now);
    case 'stage':
      return [whyStage(profile)];
    case 'score': {
      const sums = await ledgerSums(reader, shop, contact);
      if (sums.length === 0) return [{ key: 'why.score.empty', values: {} }];
      return sums.map(({ rule, points, times, lastAt }) => ({
        key: `why.score.${rule}`,
        values: { points, times, lastAt },
      }));
    }
    case 'consent':
      return [await whyConsent(reader, shop, profile)];
    default:
      return why satisfies never;
  }
}

async function whyRfm(reader: Reader, shop: string, profile: ContactProfile, now: number): Promise<Reason[]> {
  if (profile.last_order_at === null) return [{ key: 'why.rfm.prospect', values: {} }];
  const row = await reader
    .selectFrom('shop')
    .select(['timezone', 'rfm_cuts', 'rfm_day', 'currency', 'settings'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  const cuts = parseFrozenCuts(row?.rfm_cuts ?? null);
  if (!row || !cuts || profile.r === null) return [{ key: 'why.rfm.waiting', values: {} }];
  const calendar = dayCounter(row.timezone);
  const { day } = calendar;
  const measure = measureOf(parseSettings(row.settings).rfm, calendar, day(now));
  const measured = isPlain(measure)
    ? { orders: profile.orders_count, spent: profile.net_spent }
    : ((await measuredOf(reader, shop, [profile.id], measure)).get(profile.id) ?? NOTHING_MEASURED);
  const of = (score: string, value: number, actual: number | null, list: readonly number[]): Reason => ({
    key: `why.rfm.${score}.${cuts.binning}`,
    values: { actual: value, score: actual, cuts: list.join(' · ') },
  });
  return [
    {
      key: 'why.rfm.group',
      values: { group: profile.rfm_group, r: profile.r, fm: ((profile.f ?? 0) + (profile.m ?? 0)) / 2 },
    },
    of('r', Math.max(0, day(now) - day(profile.last_order_at)), profile.r, cuts.r),
    of('f', measured.orders, profile.f, cuts.f),
    of('m', measured.spent, profile.m, cuts.m),
    { key: 'why.rfm.frozen', values: { day: row.rfm_day } },
  ];
}

function whyStage(profile: ContactProfile): Reason {
  const { stage, orders_count: orders, email } = profile;
  if (stage === 'loyal' || stage === 'customer') return { key: `why.stage.${stage}`, values: { orders } };
  return { key: `why.stage.${stage}`, values: { email } };
}

async function whyConsent(reader: Reader, shop: string, { email }: ContactProfile): Promise<Reason> {
  if (email === null) return { key: 'why.consent.no_address', values: {} };
  const address = `email:${email}`;
  const entry = currentEntry((await consentLogs(reader, shop, [address])).get(address) ?? []);
  if (!entry) return { key: 'why.consent.never_subscribed', values: {} };
  return { key: `why.consent.${entry.state}`, values: { source: entry.source, at: entry.at } };
}
