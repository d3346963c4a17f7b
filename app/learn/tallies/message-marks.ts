import type { DayCounter } from '../../platform/clock/day-counter.ts';
import type { Goods } from './goods.ts';
import { addMark, type Marks, type Metric, type Split } from './mark.ts';

export interface TalliedMessage {
  /** null while no provider has taken it */
  submittedAt: number | null;
  /** what the provider told later */
  outcome: 'delivered' | 'bounced' | 'complained' | null;
  /** of a bounce */
  hard: boolean;
  /** the group of its contact when it was first counted */
  group: string;
  /** the audience's segments that its contact was in then */
  segments: readonly string[];
  /** whether what it asks for is an order */
  asksForOrder: boolean;
}

export interface Reacted {
  kind: 'opened' | 'clicked' | 'opened_machine' | 'clicked_machine' | 'unsubscribed' | 'converted';
  at: number;
  link: number | null;
  device: string | null;
  /** a program may have done it: it counts for one */
  unsure?: boolean;
}

export interface Sold {
  placedAt: number;
  amount: number;
  refunded: number;
}

export interface Credited extends Sold {
  goods: Goods;
  /** what a code of the message took off, of what was not refunded */
  discount: number;
}

interface Zone {
  days: DayCounter;
  /** 0 to 23, by the shop's clock */
  hour: (instant: number) => number;
}

/**
 * What a message adds to the numbers. All but money stands on the day it was submitted, so that a rate divides what belongs
 * together; money stands on the day of the order, so that a day can be held against the store's own books. Pure: the same
 * rows give the same marks, in whatever order they came.
 */
export function marksOfMessage(
  message: TalliedMessage,
  reactions: readonly Reacted[],
  credits: readonly Credited[],
  { days, hour }: Zone,
): Marks {
  const marks: Marks = new Map();
  const dayOf = (instant: number) => days.name(days.day(instant));
  for (const { placedAt, amount, refunded, goods, discount } of credits) {
    const day = dayOf(placedAt);
    addMark(marks, { day, split: '', metric: 'orders' });
    addMark(marks, { day, split: '', metric: 'revenue' }, amount);
    addMark(marks, { day, split: '', metric: 'refunded' }, refunded);
    addMark(marks, { day, split: '', metric: 'goods' }, goods.cost);
    addMark(marks, { day, split: '', metric: 'goods_known' }, goods.known);
    addMark(marks, { day, split: '', metric: 'discounts' }, discount);
  }
  if (message.submittedAt === null) return marks;
  const day = dayOf(message.submittedAt);
  const parts: Split[] = [`rfm:${message.group}`, ...message.segments.map((id) => `segment:${id}` as const)];
  const count = (metric: Metric, ...splits: Split[]) => {
    for (const split of new Set<Split>(['', ...splits])) addMark(marks, { day, split, metric });
  };
  count('submitted', ...parts);
  if (message.outcome === 'bounced') count(message.hard ? 'bounced_hard' : 'bounced_soft', ...parts);
  else if (message.outcome !== null) count('delivered', ...parts);
  if (message.outcome === 'complained') count('complained', ...parts);
  // the first of each kind is the one that counts; of one instant the one that sorts first
  const ordered = reactions.map(asCounted).toSorted((a, b) => a.at - b.at || (a.link ?? -1) - (b.link ?? -1));
  const first = (...kinds: Reacted['kind'][]) => ordered.find(({ kind }) => kinds.includes(kind));
  const whereAndWhen = ({ at, device }: Reacted): Split[] => [
    `hour:${hour(at)}`,
    ...(device ? [`device:${device}` as const] : []),
  ];
  const opened = first('opened', 'clicked');
  const clicked = first('clicked');
  if (opened) count('opened', ...parts, ...whereAndWhen(opened));
  else if (first('opened_machine')) count('opened_machine');
  if (clicked) count('clicked', ...parts, ...whereAndWhen(clicked));
  else if (first('clicked_machine')) count('clicked_machine');
  const links = new Set(ordered.flatMap(({ kind, link }) => (kind === 'clicked' && link !== null ? [link] : [])));
  for (const link of links) addMark(marks, { day, split: `link:${link}`, metric: 'clicked' });
  if (links.size > 0) addMark(marks, { day, split: '', metric: 'clicks' }, links.size);
  if (first('unsubscribed')) count('unsubscribed', ...parts);
  if (message.asksForOrder ? credits.length > 0 : first('converted')) count('converted', ...parts);
  return marks;
}

/** What may have been a program's is no person's: neither here nor for credit. */
function asCounted(one: Reacted): Reacted {
  if (!one.unsure || (one.kind !== 'opened' && one.kind !== 'clicked')) return one;
  return { ...one, kind: `${one.kind}_machine` };
}

/** What an order adds to the store's own numbers; nothing when it does not count. */
export function marksOfOrder(order: Sold | null, { days }: Pick<Zone, 'days'>): Marks {
  const marks: Marks = new Map();
  if (!order) return marks;
  const day = days.name(days.day(order.placedAt));
  addMark(marks, { day, split: '', metric: 'orders' });
  addMark(marks, { day, split: '', metric: 'revenue' }, order.amount);
  addMark(marks, { day, split: '', metric: 'refunded' }, order.refunded);
  return marks;
}
