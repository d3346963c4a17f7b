import { readOutcome } from '../../act/messages/events/outcome-row.ts';
import type { FactData } from '../../listen/facts/fact.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import { dayCounter } from '../../platform/clock/day-counter.ts';
import { hourOf } from '../../platform/clock/zones.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { addTo } from './add-to.server.ts';
import { goodsOf, type SoldLine } from './goods.ts';
import { decodeMarks, difference, encodeMarks, type Marks } from './mark.ts';
import { type Credited, marksOfMessage, marksOfOrder, type Reacted } from './message-marks.ts';

/** What may have changed: messages and orders by their ids. */
export interface Touched {
  messages: Iterable<string>;
  orders: Iterable<string>;
}

interface Counted {
  /** message:… | order:… */
  id: string;
  before: Marks;
  marks: Marks;
  /** to which it was added before */
  under: readonly string[];
  subjects: string[];
  group: string;
}

const NOTHING: Marks = new Map();

/** Few enough that each question names them all. */
const A_QUESTION = 500;

/**
 * Brings the numbers up to date with what the rows of these messages and orders say now, by the difference to what they had
 * added before: so hearing a thing twice adds nothing, and a refund, a merge or a late click takes back what was wrong.
 */
export async function retally(trx: Trx, shop: string, { messages, orders }: Touched): Promise<void> {
  const row = await trx.selectFrom('shop').select(['timezone', 'currency']).where('shop', '=', shop).executeTakeFirst();
  if (!row) return;
  const zone = { days: dayCounter(row.timezone), hour: (instant: number) => hourOf(instant, row.timezone) };
  const of = { shop, currency: row.currency, zone };
  await inParts(messages, async (ids) => write(trx, shop, await countMessages(trx, of, ids)));
  await inParts(orders, async (ids) => write(trx, shop, await countOrders(trx, of, ids)));
}

interface Of {
  shop: string;
  currency: string;
  zone: Parameters<typeof marksOfMessage>[3];
}

async function inParts(ids: Iterable<string>, work: (ids: readonly string[]) => Promise<void>): Promise<void> {
  const all = [...new Set(ids)].toSorted();
  for (let start = 0; start < all.length; start += A_QUESTION) await work(all.slice(start, start + A_QUESTION));
}

async function countMessages(trx: Trx, { shop, currency, zone }: Of, ids: readonly string[]): Promise<Counted[]> {
  const rows = await trx
    .selectFrom('message')
    .leftJoin('contact', (join) =>
      join.onRef('contact.shop', '=', 'message.shop').onRef('contact.id', '=', 'message.contact'),
    )
    .select([
      'message.id',
      'message.address',
      'channel',
      'journey',
      'campaign',
      'variant',
      'template',
      'template_version',
    ])
    .select(['submitted_at', 'outcome', 'outcome_at', 'outcome_reason', 'contact.rfm_group'])
    .where('message.shop', '=', shop)
    .where('message.id', 'in', ids)
    // of somebody who was erased: it can no longer be told anew, and stays as it was
    .where('message.contact', '<>', '')
    .execute();
  const known = await knownOf(
    trx,
    shop,
    rows.map(({ id }) => `message:${id}`),
  );
  const reactions = await reactionsOf(trx, shop, rows);
  const credits = await creditsOf(trx, shop, currency, ids);
  return rows.map((row) => {
    const before = known.get(`message:${row.id}`);
    const told = readOutcome(row);
    const group = before?.group ?? row.rfm_group ?? '';
    const message = {
      submittedAt: row.submitted_at,
      outcome: told?.outcome ?? null,
      hard: told?.hard ?? false,
      group,
    };
    return {
      id: `message:${row.id}`,
      before: before?.marks ?? NOTHING,
      under: before?.under ?? [],
      marks: marksOfMessage(message, reactions.get(row.id) ?? [], credits.get(row.id) ?? [], zone),
      subjects: subjectsOf(row),
      group,
    };
  });
}

interface Placed {
  channel: string;
  journey: string | null;
  campaign: string | null;
  variant: string | null;
  template: string;
  template_version: number | null;
}

const subjectsOf = ({ channel, journey, campaign, variant, template, template_version }: Placed): string[] => [
  'all',
  `channel:${channel}`,
  `template:${template}`,
  // links are counted by their place, which is another in another version
  ...(template_version ? [`version:${template}:${template_version}`] : []),
  ...(journey ? [`journey:${journey}`] : []),
  ...(campaign ? [`campaign:${campaign}`] : []),
  ...(campaign && variant ? [`variant:${campaign}:${variant}`] : []),
];

const REACTIONS = {
  'message.opened': 'opened',
  'message.loaded': 'opened_machine',
  'message.scanned': 'clicked_machine',
  'message.clicked': 'clicked',
} as const;

async function reactionsOf(
  trx: Trx,
  shop: string,
  messages: readonly { id: string; address: string | null }[],
): Promise<Map<string, Reacted[]>> {
  const found = new Map<string, Reacted[]>(messages.map(({ id }) => [id, []]));
  if (messages.length === 0) return found;
  const ids = [...found.keys()];
  const facts = await trx
    .selectFrom('fact')
    .select(['kind', 'subject', 'occurred_at', 'data'])
    .where('shop', '=', shop)
    .where('kind', 'in', Object.keys(REACTIONS))
    .where('subject', 'in', ids)
    .execute();
  for (const fact of facts) {
    const { link, device } = JSON.parse(fact.data) as FactData;
    const kind = REACTIONS[fact.kind as keyof typeof REACTIONS];
    found.get(fact.subject ?? '')?.push({ kind, at: fact.occurred_at, link: link ?? null, device: device ?? null });
  }
  await addUnsubscribed(trx, shop, messages, found);
  return found;
}

/** Who left by a link of the mail: the log of consent says by which. */
async function addUnsubscribed(
  trx: Trx,
  shop: string,
  messages: readonly { id: string; address: string | null }[],
  found: Map<string, Reacted[]>,
): Promise<void> {
  const addresses = [...new Set(messages.flatMap(({ address }) => address?.toLowerCase() ?? []))];
  if (addresses.length === 0) return;
  const left = await trx
    .selectFrom('fact')
    .select(['occurred_at', 'data'])
    .where('shop', '=', shop)
    .where('kind', '=', 'consent.changed')
    .where(
      'identity',
      'in',
      addresses.map((address) => `email:${address}`),
    )
    .execute();
  for (const fact of left) {
    const message = leftBy(JSON.parse(fact.data) as FactData);
    if (message) {
      found.get(message)?.push({ kind: 'unsubscribed', at: fact.occurred_at, link: null, device: null });
    }
  }
}

/** The message by whose link somebody unsubscribed. */
export function leftBy({ consent }: FactData): string | null {
  return consent?.state === 'unsubscribed' ? (consent.evidence?.message ?? null) : null;
}

async function creditsOf(
  reader: Reader | Trx,
  shop: string,
  currency: string,
  messages: readonly string[],
): Promise<Map<string, Credited[]>> {
  const rows = await reader
    .selectFrom('credit')
    .select(['order_id', 'message', 'placed_at', 'amount', 'refunded'])
    .where('shop', '=', shop)
    .where('message', 'in', messages)
    // sums of several currencies would mean nothing
    .where('currency', '=', currency)
    .execute();
  const lines = await linesOf(
    reader,
    shop,
    rows.map(({ order_id }) => order_id),
  );
  return Map.groupBy(
    rows.map(({ order_id, message, placed_at, amount, refunded }) => {
      const goods = goodsOf(lines.get(order_id) ?? [], amount, refunded);
      return { message, placedAt: placed_at, amount, refunded, goods };
    }),
    ({ message }) => message,
  );
}

async function linesOf(reader: Reader | Trx, shop: string, orders: readonly string[]) {
  const lines = new Map<string, SoldLine[]>();
  for (let start = 0; start < orders.length; start += A_QUESTION) {
    const rows = await reader
      .selectFrom('order_line')
      .select(['order_id', 'quantity', 'price', 'unit_cost'])
      .where('shop', '=', shop)
      .where('order_id', 'in', orders.slice(start, start + A_QUESTION))
      .execute();
    for (const { order_id, ...line } of rows) lines.set(order_id, [...(lines.get(order_id) ?? []), line]);
  }
  return lines;
}

async function countOrders(trx: Trx, { shop, currency, zone }: Of, ids: readonly string[]): Promise<Counted[]> {
  const rows = await trx
    .selectFrom('orders')
    .select(['id', 'placed_at', 'total', 'refunded', 'counted', 'currency'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  const known = await knownOf(
    trx,
    shop,
    rows.map(({ id }) => `order:${id}`),
  );
  return rows.map((row) => {
    const id = `order:${row.id}`;
    const counts = row.counted === 1 && row.currency === currency;
    // as credit sees it: never more taken back than was paid
    const order = { placedAt: row.placed_at, amount: row.total, refunded: Math.min(row.refunded, row.total) };
    const marks = marksOfOrder(counts ? order : null, zone);
    const before = known.get(id);
    const was = { before: before?.marks ?? NOTHING, under: before?.under ?? [] };
    return { id, ...was, marks, subjects: ['store'], group: '' };
  });
}

async function knownOf(
  trx: Trx,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, { marks: Marks; under: string[]; group: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('tallied')
    .select(['id', 'marks', 'subjects', 'rfm_group'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, marks, subjects, rfm_group }) => [
      id,
      { marks: decodeMarks(marks), under: JSON.parse(subjects) as string[], group: rfm_group },
    ]),
  );
}

async function write(trx: Trx, shop: string, counted: readonly Counted[]): Promise<void> {
  const sums = new Map<string, Marks>();
  const changed = counted.filter(({ before, under, marks, subjects }) => {
    const changes = difference(before, marks);
    let isNew = false;
    for (const subject of subjects) {
      // what began to be counted under another name since has all of it still to come
      const isKnown = under.includes(subject);
      isNew ||= !isKnown && marks.size > 0;
      const sum = sums.get(subject) ?? new Map<string, number>();
      for (const [key, change] of isKnown ? changes : marks) sum.set(key, (sum.get(key) ?? 0) + change);
      sums.set(subject, sum);
    }
    return changes.size > 0 || isNew;
  });
  if (changed.length === 0) return;
  await inChunks(changed, 5, (some) =>
    trx
      .insertInto('tallied')
      .values(
        some.map(({ id, marks, subjects, group }) => ({
          shop,
          id,
          marks: encodeMarks(marks),
          subjects: JSON.stringify(subjects),
          rfm_group: group,
        })),
      )
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['marks', 'subjects'])))
      .execute(),
  );
  await addTo(trx, shop, sums);
}
