// What it costs to freeze the audience of a campaign, beside the bare INSERT … SELECT that writes the same rows.
import { sql } from 'kysely';
import { createCampaignsWorker } from '../app/decide/campaigns/campaigns-worker.server.ts';
import { planSchema } from '../app/decide/campaigns/plan.ts';
import type { CampaignMessages } from '../app/decide/campaigns/ports.ts';
import { createCampaignsService, GRACE_MS } from '../app/decide/campaigns/service.server.ts';
import { ManualClock } from '../app/platform/clock/clock.ts';
import type { Database } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { fillConditionShop } from './condition-shop.ts';
import { type Figure, figure, type Wants } from './figure.ts';

export const prefix = 'say';

const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 100_000);
const ROUNDS = 3;
const MOST_RATIO = 3;
/** As much as garbage lies about between collections. */
const MOST_GROWTH_MB = 64;
const NOW = Date.UTC(2026, 10, 1, 12);
const DIALECTS = ['sqlite', 'postgres'] as const;

/** Nothing leaves here: only freezing is looked at. */
const silent: CampaignMessages = {
  queue: async () => {},
  waiting: async () => Infinity,
  open: async () => true,
  hold: async () => {},
  release: async () => {},
  cancel: async () => {},
};

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  for (const dialect of DIALECTS) {
    const name = `${prefix}.freeze.${dialect}`;
    if (!wants(name)) continue;
    const server = dialect === 'postgres' ? await startPostgres() : null;
    const made = await createBenchDatabase(server?.url);
    try {
      const empty = openDatabase(made.url);
      await fillConditionShop(empty, { shop: SHOP, contacts: CONTACTS, factsEach: 1, now: NOW });
      await fillSegments(empty);
      await empty.close();
      // SQLite's reader learns the sizes when it is opened
      const db = openDatabase(made.url);
      yield await freezeFigure(db, name);
      await db.close();
    } finally {
      await made.dispose();
      await server?.stop();
    }
  }
}

/** Everybody in two segments that share a half, a fiftieth in one that is taken out; one of twenty may not be written to. */
async function fillSegments(db: Database): Promise<void> {
  await db.write(async (trx) => {
    await sql`update contact set email_consent = case when score % 20 = 0 then 'unsubscribed' else 'subscribed' end
      where shop = ${SHOP}`.execute(trx);
    const condition = '{"version":1,"when":{"type":"all","of":[]}}';
    for (const [id, which] of [
      ['most', sql`score < 180`],
      ['many', sql`score >= 60`],
      ['not', sql`score % 50 = 7`],
    ] as const) {
      await trx
        .insertInto('segment')
        .values({
          shop: SHOP,
          id,
          name: id,
          kind: 'static',
          condition,
          built_at: NOW,
          created_at: NOW,
          updated_at: NOW,
        })
        .execute();
      await sql`insert into segment_member (shop, segment, generation, contact, joined_at, source)
        select shop, cast(${id} as text), 0, id, cast(${NOW} as bigint), 'condition' from contact
        where shop = ${SHOP} and ${which}`.execute(trx);
    }
  });
}

async function freezeFigure(db: Database, name: string): Promise<Figure> {
  const clock = new ManualClock(NOW);
  const templates = {
    published: async (_: unknown, __: string, ___: string, ids: readonly string[]) => new Map(ids.map((id) => [id, 1])),
    carried: async () => true,
  };
  const service = createCampaignsService({ db, clock, wake: () => {}, messages: silent, templates });
  const worker = createCampaignsWorker({ db, clock, messages: silent });
  const plan = planSchema.parse({
    include: ['most', 'many'],
    exclude: ['not'],
    holdout: 100,
    variants: ['a', 'b'].map((id) => ({ id, template: 't' })),
    test: { share: 200, metric: 'opened', hours: 4 },
  });
  const [ours, bare]: [number[], number[]] = [[], []];
  let rows = 0;
  let growth = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const id = await service.create(SHOP, { name: `Round ${round}`, plan });
    const done = await service.send(SHOP, id, 'user:1');
    if (!done.ok) throw new Error(`the campaign was not scheduled: ${JSON.stringify(done)}`);
    clock.advance(GRACE_MS);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const started = performance.now();
    while ((await service.get(SHOP, id))?.state !== 'sending') await worker.run(SHOP);
    ours.push(performance.now() - started);
    growth = Math.max(growth, (process.memoryUsage().rss - before) / 1024 / 1024);
    await service.cancel(SHOP, id);
    const copied = performance.now();
    rows = await bareInsert(db, id, `bare ${round}`);
    bare.push(performance.now() - copied);
  }
  const [value, baseline] = [median(ours) / 1000, median(bare) / 1000];
  return figure({
    name,
    value,
    baseline,
    unit: `s to freeze ${rows} members of two segments less a third, with reasons, a holdout and two variants on a part; memory grew by ${Math.round(growth)} MB at most; baseline: INSERT … SELECT of the same rows`,
    must: `≤ ${MOST_RATIO} × the bare INSERT … SELECT, memory flat (≤ ${MOST_GROWTH_MB} MB)`,
    ok: value <= MOST_RATIO * baseline && growth <= MOST_GROWTH_MB && rows > CONTACTS * 0.9,
  });
}

/** The same rows once more, under another name. */
async function bareInsert(db: Database, from: string, to: string): Promise<number> {
  const { numAffectedRows } = await db.write((trx) =>
    sql`insert into campaign_member (shop, campaign, contact, variant, arm, state, reason, due_at)
      select shop, cast(${to} as text), contact, variant, arm, state, reason, due_at from campaign_member
      where shop = ${SHOP} and campaign = ${from}`.execute(trx),
  );
  return Number(numAffectedRows ?? 0);
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
