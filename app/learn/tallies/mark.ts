// What one message or one order adds to the numbers of reports.

/** What is counted. Money is in minor units of the shop's currency. */
export const METRICS = [
  'submitted',
  'delivered',
  'bounced_hard',
  'bounced_soft',
  'complained',
  /** recipients who opened, as far as can be known: whoever clicked had opened */
  'opened',
  /** messages whose picture only programs have asked for, or what may have been one */
  'opened_machine',
  /** recipients who clicked, as far as can be known */
  'clicked',
  'clicked_machine',
  /** links that were clicked, each once a recipient */
  'clicks',
  'unsubscribed',
  /** recipients who did what the message asked for: an order, unless it declares something else */
  'converted',
  'orders',
  'revenue',
  'refunded',
  /** what the goods of these orders cost the shop, as far as it is known, and the net revenue that they brought */
  'goods',
  'goods_known',
  /** what these orders were given off by a code that the message itself carried */
  'discounts',
] as const;

export type Metric = (typeof METRICS)[number];

/** A part of a number: of which device, at which hour of the shop's day, of which RFM group, segment, link. */
export type Split =
  '' | `device:${string}` | `hour:${number}` | `rfm:${string}` | `segment:${string}` | `link:${number}`;

/** How much it adds, by day, split and metric. Days are named YYYY-MM-DD in the shop's zone. */
export type Marks = Map<string, number>;

export interface MarkKey {
  day: string;
  split: Split;
  metric: Metric;
}

const keyOf = ({ day, split, metric }: MarkKey) => `${day} ${metric} ${split}`;

export function readKey(key: string): MarkKey {
  const [day = '', metric = '', ...split] = key.split(' ');
  return { day, metric: metric as Metric, split: split.join(' ') as Split };
}

export function addMark(marks: Marks, key: MarkKey, count = 1): void {
  if (count === 0) return;
  const name = keyOf(key);
  marks.set(name, (marks.get(name) ?? 0) + count);
}

/** What has to be added to come from one to the other. */
export function difference(before: Marks, after: Marks): Marks {
  const changes: Marks = new Map();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const change = (after.get(key) ?? 0) - (before.get(key) ?? 0);
    if (change !== 0) changes.set(key, change);
  }
  return changes;
}

export const encodeMarks = (marks: Marks): string => JSON.stringify(Object.fromEntries([...marks].toSorted()));

export const decodeMarks = (text: string): Marks => new Map(Object.entries(JSON.parse(text) as Record<string, number>));
