// The tables of the overview as a file.
import { stringify } from 'csv-stringify/sync';
import type { NumbersService } from '../learn/reports/numbers.server.ts';
import type { Period } from '../learn/reports/period.ts';
import { METRICS, type Metric } from '../learn/tallies/mark.ts';
import { toMajorText } from '../platform/money.ts';
import { REPORT_KINDS } from '../ui/views/report-views.ts';
import { safeCell } from '../understand/contacts/export.server.ts';

const MOST = 5000;
const MONEY: ReadonlySet<Metric> = new Set<Metric>(['revenue', 'refunded', 'goods', 'goods_known', 'discounts']);

/** A line for everything together, the store, and each campaign, journey, template and channel of a period. */
export async function reportCsv(
  numbers: NumbersService,
  shop: string,
  period: Period,
  currency: string,
): Promise<string> {
  const lineOf = (kind: string, id: string, name: string, counts: Partial<Record<Metric, number>>) => [
    period.from,
    period.to,
    kind,
    safeCell(id),
    safeCell(name),
    ...METRICS.map((metric) => {
      const count = counts[metric] ?? 0;
      return MONEY.has(metric) ? toMajorText(count, currency) : count;
    }),
    currency,
  ];
  const lines = [['from', 'to', 'kind', 'id', 'name', ...METRICS, 'currency']] as (string | number)[][];
  for (const subject of ['store', 'all']) lines.push(lineOf(subject, '', '', await numbers.of(shop, subject, period)));
  for (const kind of REPORT_KINDS) {
    const found = await numbers.bySubject(shop, kind, period, MOST);
    const names = await numbers.names(
      shop,
      kind,
      found.map(({ subject }) => subject),
    );
    for (const { subject, counts } of found) lines.push(lineOf(kind, subject, names.get(subject) ?? '', counts));
  }
  return stringify(lines);
}
