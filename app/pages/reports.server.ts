import { RECOVERY } from '../decide/journeys/recovery-recipe.ts';
import type { MappedMails } from '../act/messages/templates/design/link-map.server.ts';
import type { MappedShorts } from '../act/messages/texts/mapped-short.server.ts';
import type { Channel } from '../listen/facts/fact.ts';
import { tellsOpens } from '../listen/facts/tells-opens.ts';
import type { CostsService } from '../learn/costs/service.server.ts';
import { costOf } from '../learn/costs/costs-of.ts';
import { type Return, returnOf } from '../learn/reports/money.ts';
import type { ResultsService } from '../learn/results/service.server.ts';
import type { EffectService } from '../learn/effect/service.server.ts';
import type { NumbersService } from '../learn/reports/numbers.server.ts';
import { daysOf, periodBefore, periodOf, type Period } from '../learn/reports/period.ts';
import { type Counts, ratesOf, sumOf } from '../learn/reports/rates.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { dayOf } from '../platform/clock/zones.ts';
import type { ShopsService } from '../shop/install/shops.server.ts';
import type { SettingsService } from '../shop/settings/settings-service.server.ts';
import {
  REPORT_KINDS,
  type ReportDay,
  type ReportKind,
  type ReportLine,
  type ReportPages,
  type ReportSplit,
  type ReportsView,
} from '../ui/views/report-views.ts';
import type { Words } from '../ui/views/told.ts';
import type { SegmentsService } from '../understand/segments/service.server.ts';
import { segmentName } from '../understand/segments/words.ts';
import { reportCsv } from './report-export.server.ts';
import { linkMaps } from './report-links.server.ts';

interface Deps {
  mappedMails: MappedMails;
  mappedShorts: MappedShorts;
  costs: Pick<CostsService, 'list'>;
  numbers: NumbersService;
  effects: EffectService;
  results: ResultsService;
  segments: Pick<SegmentsService, 'list'>;
  shops: ShopsService;
  settings: SettingsService;
  clock: Clock;
}

/** of a kind on the overview: whoever wants more opens that kind's own list */
const LINES = 20;

export function createReportPages(deps: Deps): ReportPages {
  const { numbers, shops, settings, clock, mappedMails, mappedShorts, costs, effects, results, segments } = deps;

  async function framed(shop: string, asked: { from: string | null; to: string | null }) {
    const [{ timezone, currency }, { credit }] = await Promise.all([shops.require(shop), settings.get(shop)]);
    const today = dayOf(clock.now(), timezone);
    const period = periodOf(asked, today);
    return { frame: { today, period, before: periodBefore(period), windowDays: credit.windowDays }, currency };
  }

  async function days(shop: string, subject: string, period: Period): Promise<ReportDay[]> {
    const known = new Map((await numbers.byDay(shop, subject, period)).map(({ day, counts }) => [day, counts]));
    return daysOf(period).map((day) => {
      const counts = known.get(day) ?? {};
      return { day, submitted: counts.submitted ?? 0, clicked: counts.clicked ?? 0, net: netOf(counts) };
    });
  }

  async function returned(
    shop: string,
    currency: string,
    { counts, days: sent, period }: { counts: Counts; days: ReportDay[]; period: Period },
    campaign: string | null,
  ): Promise<Return> {
    const { revenue = 0, refunded = 0, goods = 0, goods_known: known = 0, discounts = 0 } = counts;
    const told = (await costs.list(shop)).filter((line) => line.currency === currency);
    const of = { period, sent, campaign };
    return returnOf(revenue, refunded, { goods, known, discounts, lines: told.map((line) => costOf(line, of)) });
  }

  async function lines(shop: string, kind: ReportKind, period: Period): Promise<ReportLine[]> {
    const found = await numbers.bySubject(shop, kind, period, LINES);
    const ids = found.map(({ subject }) => subject);
    const [names, channels] = await Promise.all([numbers.names(shop, kind, ids), numbers.channels(shop, kind, ids)]);
    return found.map(({ subject: id, counts }) => ({
      id,
      name: names.get(id) ?? null,
      channel: onlyOf(channels.get(id)),
      opens: (channels.get(id) ?? []).every(tellsOpens),
      counts,
    }));
  }

  /** What the merchant calls the segments; one that is gone has no name. */
  async function namesOf(shop: string, splits: readonly ReportSplit[]): Promise<Record<string, Words>> {
    if (splits.length === 0) return {};
    const all = await segments.list(shop);
    const shown = all.filter(({ id }) => splits.some(({ of }) => of === id));
    return Object.fromEntries(shown.map((segment) => [segment.id, segmentName(segment)]));
  }

  async function toldTo(shop: string): Promise<ReportsView['told']> {
    const told = await results.told(shop);
    const ids = told.troubles.filter(({ kind }) => kind === 'campaign').map(({ id }) => id);
    const names = await numbers.names(shop, 'campaign', ids);
    return { ...told, troubles: told.troubles.map((trouble) => ({ ...trouble, name: names.get(trouble.id) ?? null })) };
  }

  return {
    async overview(shop, asked) {
      const { frame, currency } = await framed(shop, asked);
      const { period, before } = frame;
      const [counts, previous, reconciled, drawn, ...byKind] = await Promise.all([
        numbers.of(shop, 'all', period),
        numbers.of(shop, 'all', before),
        numbers.reconcile(shop, period),
        days(shop, 'all', period),
        ...REPORT_KINDS.map((kind) => lines(shop, kind, period)),
      ]);
      return {
        ...frame,
        counts,
        previous,
        rates: ratesOf(counts, [], toldOf(counts, byKind[REPORT_KINDS.indexOf('channel')] ?? [])),
        days: drawn,
        reconciled,
        returned: await returned(shop, currency, { counts, days: drawn, period }, null),
        told: await toldTo(shop),
        lines: Object.fromEntries(REPORT_KINDS.map((kind, at) => [kind, byKind[at] ?? []])) as Record<
          ReportKind,
          ReportLine[]
        >,
      };
    },

    async one(shop, kind, id, asked) {
      const { frame, currency } = await framed(shop, asked);
      const { period, before } = frame;
      const subject = `${kind}:${id}`;
      const [names, channels, counts, previous, drawn, device, hour, rfm, segment, effect] = await Promise.all([
        numbers.names(shop, kind, [id]),
        numbers.channels(shop, kind, [id]),
        numbers.of(shop, subject, period),
        numbers.of(shop, subject, before),
        days(shop, subject, period),
        numbers.bySplit(shop, subject, 'device', period),
        numbers.bySplit(shop, subject, 'hour', period),
        numbers.bySplit(shop, subject, 'rfm', period),
        numbers.bySplit(shop, subject, 'segment', period),
        kind === 'journey' || kind === 'campaign'
          ? effects.of(shop, kind, id, kind === 'journey' ? period : null)
          : null,
      ]);
      const isKnown =
        names.has(id) || OWN[kind].includes(id) || Object.keys(counts).length > 0 || Object.keys(previous).length > 0;
      if (!isKnown) return null;
      const on = channels.get(id) ?? [];
      const splits = {
        device: device.map(splitOf),
        hour: hour.map(splitOf),
        rfm: rfm.map(splitOf),
        segment: segment.map(splitOf),
      };
      return {
        kind,
        id,
        name: names.get(id) ?? null,
        channel: onlyOf(on),
        ...frame,
        counts,
        previous,
        rates: ratesOf(counts, on),
        days: drawn,
        returned: kind === 'campaign' ? await returned(shop, currency, { counts, days: drawn, period }, id) : null,
        effect,
        conversion: kind === 'campaign' ? await numbers.conversionOf(shop, id) : 'order',
        splits,
        segments: await namesOf(shop, splits.segment),
      };
    },

    async csv(shop, asked) {
      const { frame, currency } = await framed(shop, asked);
      return reportCsv(numbers, shop, frame.period, currency);
    },

    async links(shop, kind, id, asked) {
      const { period } = (await framed(shop, asked)).frame;
      return linkMaps({ numbers, mappedMails, mappedShorts }, shop, kind, id, period);
    },
  };
}

/** What every shop has, before anything of it is counted. */
const OWN: Record<ReportKind, readonly string[]> = {
  campaign: [],
  journey: [RECOVERY],
  // the recovery mail is called as its journey is
  template: [RECOVERY],
  channel: ['email'],
};

const onlyOf = (channels: readonly Channel[] = []): Channel | null =>
  channels.length === 1 ? (channels[0] ?? null) : null;

/** Of the channels whose messages tell when they are opened; all, where there is no other. */
function toldOf(counts: Counts, channels: readonly ReportLine[]): Counts {
  const told = channels.filter(({ id }) => tellsOpens(id));
  return told.length === channels.length ? counts : sumOf(told.map((line) => line.counts));
}

const netOf = ({ revenue = 0, refunded = 0 }: Counts): number => revenue - refunded;

const splitOf = ({ split, counts }: { split: string; counts: Counts }): ReportSplit => ({
  of: split,
  opened: counts.opened ?? 0,
  clicked: counts.clicked ?? 0,
  submitted: counts.submitted ?? 0,
});
