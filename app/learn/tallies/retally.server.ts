import { readOutcome } from '../../act/messages/events/outcome-row.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import { dayCounter } from '../../platform/clock/day-counter.ts';
import { hourOf } from '../../platform/clock/zones.ts';
import type { Trx } from '../../platform/db/db.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { addTo } from './add-to.server.ts';
import { askedByCampaigns, segmentsOf } from './asked-by-campaigns.server.ts';
import { creditsOf } from './credited.server.ts';
import { decodeMarks, difference, encodeMarks, type Marks } from './mark.ts';
import { marksOfMessage, marksOfOrder } from './message-marks.ts';
import { reactionsOf } from './reactions.server.ts';

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
  /** of a message that has left: which parts of its campaign's audience its contact was in then */
  segments: readonly string[] | null;
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
  const { credit } = await readSettings(trx, shop);
  const of = { shop, currency: row.currency, windowDays: credit.windowDays, zone };
  await inParts(messages, async (ids) => write(trx, shop, await countMessages(trx, of, ids)));
  await inParts(orders, async (ids) => write(trx, shop, await countOrders(trx, of, ids)));
}

interface Of {
  shop: string;
  currency: string;
  windowDays: number;
  zone: Parameters<typeof marksOfMessage>[3];
}

async function inParts(ids: Iterable<string>, work: (ids: readonly string[]) => Promise<void>): Promise<void> {
  const all = [...new Set(ids)].toSorted();
  for (let start = 0; start < all.length; start += A_QUESTION) await work(all.slice(start, start + A_QUESTION));
}

async function countMessages(
  trx: Trx,
  { shop, currency, windowDays, zone }: Of,
  ids: readonly string[],
): Promise<Counted[]> {
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
    .select(['message.contact', 'submitted_at', 'outcome', 'outcome_at', 'outcome_reason', 'contact.rfm_group'])
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
  const campaigns = await askedByCampaigns(
    trx,
    shop,
    rows.map(({ campaign }) => campaign),
  );
  const reactions = await reactionsOf(trx, shop, rows, { campaigns, windowDays });
  const credits = await creditsOf(trx, shop, currency, rows);
  const fresh = rows.filter(({ id, submitted_at }) => submitted_at !== null && !known.get(`message:${id}`)?.segments);
  const segments = await segmentsOf(trx, shop, fresh, campaigns);
  return rows.map((row) => {
    const before = known.get(`message:${row.id}`);
    const told = readOutcome(row);
    const group = before?.group ?? row.rfm_group ?? '';
    const hers = before?.segments ?? segments.get(row.id) ?? [];
    const message = {
      submittedAt: row.submitted_at,
      outcome: told?.outcome ?? null,
      hard: told?.hard ?? false,
      group,
      segments: hers,
      asksForOrder: (campaigns.get(row.campaign ?? '')?.conversion ?? 'order') === 'order',
    };
    return {
      id: `message:${row.id}`,
      before: before?.marks ?? NOTHING,
      under: before?.under ?? [],
      marks: marksOfMessage(message, reactions.get(row.id) ?? [], credits.get(row.id) ?? [], zone),
      subjects: subjectsOf(row),
      group,
      segments: row.submitted_at === null ? null : hers,
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
    return { id, ...was, marks, subjects: ['store'], group: '', segments: null };
  });
}

async function knownOf(
  trx: Trx,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, { marks: Marks; under: string[]; group: string; segments: string[] | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('tallied')
    .select(['id', 'marks', 'subjects', 'rfm_group', 'segments'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, marks, subjects, rfm_group, segments }) => [
      id,
      {
        marks: decodeMarks(marks),
        under: JSON.parse(subjects) as string[],
        group: rfm_group,
        segments: segments === null ? null : (JSON.parse(segments) as string[]),
      },
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
  await inChunks(changed, 6, (some) =>
    trx
      .insertInto('tallied')
      .values(
        some.map(({ id, marks, subjects, group, segments }) => ({
          shop,
          id,
          marks: encodeMarks(marks),
          subjects: JSON.stringify(subjects),
          rfm_group: group,
          segments: segments && JSON.stringify(segments),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['shop', 'id']).doUpdateSet(excluded(['marks', 'subjects', 'segments'])),
      )
      .execute(),
  );
  await addTo(trx, shop, sums);
}
