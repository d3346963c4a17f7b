// One order that comes alone, from its delivery to profile, score, RFM, stage and sixty live segments, beside the same
// without segments: two shops of the same orders, asked in turn.
import { systemClock } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { walksIn } from '../app/understand/testing/statement-plans.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { fillBigShop } from './big-shop.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { orderShop } from './order-shop.ts';
import { writeSegments } from './sixty-segments.ts';

export const prefix = 'understand.segments';

/** orders told before, so that contacts have a history, beside 100,000 contacts with 1,000,000 facts */
const BEFORE = 3000;
const MEASURED = 300;
const IS_BIG = process.env['BENCH_BIG'] !== '0';
const MOST_RATIO = 2;
/** Tables that grow with contacts and what they do; the others have as many rows as a merchant makes. */
const BIG =
  /\b(contact|fact|identity|orders|order_line|customer|checkout|sighting|link|score_entry|interest|decision|inbox|\w*member|\w*check)\b/;

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  if (wants(`${prefix}.order.sqlite`)) yield* compare('sqlite');
  if (!wants(`${prefix}.order.postgres`)) return;
  const server = await startPostgres();
  try {
    yield* compare('postgres', server.url);
  } finally {
    await server.stop();
  }
}

async function* compare(dialect: 'sqlite' | 'postgres', serverUrl?: string): AsyncGenerator<Figure> {
  const plain = await openShop(serverUrl);
  const kept = await openShop(serverUrl);
  try {
    await writeSegments(kept.db, SHOP, systemClock.now());
    const times: { plain: number[]; kept: number[] } = { plain: [], kept: [] };
    for (let index = 0; index < MEASURED; index++) {
      times.plain.push(await plain.hear(50_000 + index));
      times.kept.push(await kept.hear(50_000 + index));
    }
    const members = await kept.db.read
      .selectFrom('segment_member')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (members.count < MEASURED) throw new Error(`only ${members.count} memberships came of ${MEASURED} orders`);
    const value = median(times.kept);
    const baseline = median(times.plain);
    yield figure({
      name: `${prefix}.order.${dialect}`,
      value,
      unit: 'ms an order, with sixty segments',
      baseline,
      must: `<= ${MOST_RATIO} x the same without segments`,
      ok: value <= MOST_RATIO * baseline,
    });
    const plans = await (await kept.plansOf(60_000))('could');
    const walks = plans.flatMap((one) => walksIn(dialect, one).filter((line) => BIG.test(line)));
    for (const walk of new Set(walks)) console.error(`a walk: ${walk.trim()}`);
    yield figure({
      name: `${prefix}.order.${dialect}.plans`,
      value: walks.length,
      unit: 'walks through a whole table or index in the statements of one order; baseline: statements that differ',
      baseline: plans.length,
      must: '0',
      ok: walks.length === 0 && plans.length > 30,
    });
  } finally {
    await plain.close();
    await kept.close();
  }
}

async function openShop(serverUrl?: string) {
  const made = await createBenchDatabase(serverUrl);
  const db = openDatabase(made.url);
  if (IS_BIG) await fillBigShop(db, SHOP, systemClock.now());
  const orders = orderShop(db);
  await orders.hearMany(Array.from({ length: BEFORE }, (_, index) => 10_000 + index));
  return {
    db,
    ...orders,
    async close() {
      await db.close();
      await made.dispose();
    },
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
