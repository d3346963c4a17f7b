// Tells a shop its story, in order or disturbed, through the doors and the workers that run in production.
import { contactPorts } from '../app/contact-ports.server.ts';
import { createDecideWorker, DECIDE_KINDS } from '../app/decide/journeys/decide-worker.server.ts';
import { createLearnWorker, LEARN_KINDS } from '../app/learn/credit/learn-worker.server.ts';
import { applyHeard, listenLock } from '../app/listen/apply.server.ts';
import { factAppender, factRow } from '../app/listen/facts/store.server.ts';
import { hear, nothingHeard } from '../app/listen/heard.ts';
import { createCapture } from '../app/listen/inbox/capture.server.ts';
import { readDelivery } from '../app/listen/inbox/read-delivery.ts';
import { createInboxWorker } from '../app/listen/inbox/worker.server.ts';
import { createSeal } from '../app/platform/crypto/seal.ts';
import { DAY, HOUR, ManualClock } from '../app/platform/clock/clock.ts';
import type { Database } from '../app/platform/db/db.ts';
import { silentLog } from '../app/platform/log/log.ts';
import { createTasksWorker } from '../app/platform/work/tasks/tasks-worker.server.ts';
import type { Worker } from '../app/platform/work/worker.ts';
import { refreshRfm } from '../app/understand/rfm/refresh.server.ts';
import { createUnderstanding } from '../app/understanding.server.ts';
import { SHOP } from './app-process.ts';
import { writeRules } from './convergence-rules.ts';
import { stateOf } from './convergence-state.ts';
import { END, type Mail, seeded, type Story, type Telling } from './convergence-story.ts';
import { writeSegments } from './sixty-segments.ts';

const DROPPED = 0.01;

type Delivered = Extract<Telling, { topic: string }>;

/** Each told twice, any order, one in a hundred of what Shopify can tell again not at all. */
export function disturbed(story: readonly Telling[], seed: number): { tellings: Telling[]; dropped: Delivered[] } {
  const random = seeded(seed);
  const dropped: Delivered[] = [];
  const kept = story.filter((telling) => {
    const isLost = 'topic' in telling && telling.entity !== null && random() < DROPPED;
    if (isLost) dropped.push(telling);
    return !isLost;
  });
  const tellings = [...kept, ...kept];
  for (let last = tellings.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = tellings[last];
    const swapped = tellings[other];
    if (held && swapped) [tellings[last], tellings[other]] = [swapped, held];
  }
  return { tellings, dropped };
}

interface Told {
  story: Story;
  /** in the order in which they are told */
  tellings: readonly Telling[];
  /** lost, and read again at the end */
  dropped: readonly Delivered[];
  /** told before the workers look again */
  stretch: number;
}

/** Everything that is understood of a shop to which all this was told, and of how many facts. */
export async function understoodOf(
  db: Database,
  { story, tellings, dropped, stretch: size }: Told,
): Promise<{ state: string[]; facts: number }> {
  const clock = new ManualClock(new Date(END).toISOString());
  await db.write((trx) => trx.updateTable('shop').set({ installed_at: 0 }).execute());
  await writeMails(db, story.mails);
  await writeSegments(db, SHOP, clock.now());
  await writeRules(db, SHOP, clock.now());
  const capture = createCapture({ db, clock, wake: () => {} });
  const append = factAppender(db);
  const dawn = new ManualClock(END + 2 * DAY);
  const { day, night } = allWorkers(db, clock, dawn);
  let copy = 0;
  for (let start = 0; start < tellings.length; start += size) {
    const stretch = tellings.slice(start, start + size);
    const facts = stretch.flatMap((telling) => ('fact' in telling ? [telling.fact] : []));
    for (let from = 0; from < facts.length; from += 500) {
      await append(facts.slice(from, from + 500).map((fact) => factRow(SHOP, fact, END)));
    }
    const deliveries = stretch.flatMap((telling) => ('topic' in telling ? [telling] : []));
    await Promise.all(
      deliveries.map(({ id, topic, payload, at }) =>
        // a copy under an id of its own: one of the same id never gets past the door
        capture.store({
          shop: SHOP,
          id: `${id}-${copy++}`,
          topic,
          apiVersion: null,
          eventId: id,
          triggeredAt: at,
          payload,
        }),
      ),
    );
    await settle(day, clock);
  }
  await readAgain(db, story, dropped);
  await settle(day, clock);
  await refreshRfm({ db, clock }, SHOP);
  await settle([night], dawn);
  // who went in and out of a segment too often within the hour was held there
  clock.advance(2 * HOUR);
  await settle(day, clock);
  await refuseUnread(db);
  const { facts } = await db.read
    .selectFrom('fact')
    .select((eb) => eb.fn.countAll<number>().as('facts'))
    .executeTakeFirstOrThrow();
  return { state: await stateOf(db), facts };
}

function allWorkers(db: Database, clock: ManualClock, dawn: ManualClock): { day: Worker[]; night: Worker } {
  const common = { db, clock, log: silentLog };
  const understanding = createUnderstanding({
    ...common,
    wake: () => {},
    wanted: new Set([...DECIDE_KINDS, ...LEARN_KINDS]),
    ports: contactPorts,
    underPressure: () => false,
    admin: () => {
      throw new Error('Shopify is not asked here');
    },
    seal: createSeal('nobody is asked for consent by this key'),
  });
  // what waits for the night, as a look at what was done with products that were heard of later
  const night = createTasksWorker({
    ...common,
    clock: dawn,
    handlers: understanding.handlers,
  });
  const day = [
    createInboxWorker(common),
    // the nightly refresh is asked for at the end
    ...understanding.workers.filter(({ kind }) => kind !== 'daily'),
    createDecideWorker({ ...common, learns: LEARN_KINDS }),
    createLearnWorker(common),
  ];
  return { day, night };
}

async function settle(workers: readonly Worker[], clock: ManualClock): Promise<void> {
  for (let isBusy = true; isBusy;) {
    isBusy = false;
    for (const worker of workers) {
      const again = await worker.run(SHOP);
      isBusy ||= again !== null && again <= clock.now();
    }
  }
}

/** What was lost is told as Shopify has it now, through the same apply as a webhook. */
async function readAgain(db: Database, story: Story, dropped: readonly Delivered[]): Promise<void> {
  const lost = new Set(dropped.map(({ entity }) => entity));
  const newest = new Map<string, Delivered>();
  for (const telling of story.tellings) {
    if (!('topic' in telling) || telling.entity === null || !lost.has(telling.entity)) continue;
    // an order tells of its refunds; the refund alone does not tell of its order
    if (telling.topic !== 'refunds/create') newest.set(telling.entity, telling);
  }
  const heard = nothingHeard();
  for (const { id, topic, payload } of newest.values()) {
    const as = topic === 'orders/create' ? 'orders/updated' : topic;
    const delivery = { id, topic: as, payload, triggered_at: END, received_at: END };
    hear(heard, readDelivery(delivery, { currency: 'EUR', uninstalledAt: null }).heard);
  }
  await db.write((trx) => applyHeard(trx, SHOP, heard, END), { lock: listenLock(SHOP) });
}

async function writeMails(db: Database, mails: readonly Mail[]): Promise<void> {
  for (let start = 0; start < mails.length; start += 500) {
    await db.write((trx) =>
      trx
        .insertInto('message')
        .values(
          mails.slice(start, start + 500).map(({ id, checkout, address }) => ({
            shop: SHOP,
            id,
            dedupe_key: id,
            contact: '',
            journey: 'recovery',
            channel: 'email',
            template: 'recovery',
            subject_id: checkout,
            address,
            state: 'submitted',
            due_at: 0,
            created_at: 0,
          })),
        )
        .execute(),
    );
  }
}

async function refuseUnread(db: Database): Promise<void> {
  const rows = await db.read
    .selectFrom('inbox')
    .select(['topic', 'reason'])
    .where('state', '<>', 'done')
    .limit(3)
    .execute();
  if (rows.length > 0) throw new Error(`deliveries were not read: ${JSON.stringify(rows)}`);
}
