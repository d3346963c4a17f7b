// What every runner does, whichever way it wakes. Real time, short: graphile-worker has the database's clock beside ours.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { systemClock } from '../clock/clock.ts';
import { silentLog } from '../log/log.ts';
import { createProcesses } from './processes.server.ts';
import { createQueueRunner } from './queue/queue-runner.server.ts';
import type { Runner } from './runner.ts';
import { createRunner } from './runner.server.ts';
import type { Wake, Worker } from './worker.ts';

const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 20_000, interval: 20 });

const worker = (kind: string, run: Worker['run'], pending: Worker['pending'] = async () => []): Worker => ({
  kind,
  pending,
  run,
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe.each(DIALECTS)('a runner [%s]', (dialect) => {
  let test: TestDatabase;
  const runners: Runner[] = [];
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await test.dispose();
  });

  const processesFor = (workers: Worker[], wake: Wake = () => {}) =>
    createProcesses({
      db: test.db,
      clock: systemClock,
      log: silentLog,
      id: randomUUID(),
      workers: () => workers,
      wake,
    });

  async function start(workers: Worker[], { works = true, wakes = {}, first = true } = {}): Promise<Runner> {
    if (first) test = await createTestDatabase(dialect);
    const options = { clock: systemClock, log: silentLog, workers, wakes };
    const runner =
      dialect === 'postgres'
        ? createQueueRunner({
            ...options,
            db: test.reopen(),
            processes: processesFor(workers),
            databaseUrl: test.url,
            works,
          })
        : createRunner({ ...options, processes: processesFor(workers) });
    runners.push(runner);
    await runner.start();
    return runner;
  }

  it('runs at the instant it was woken for, and an earlier wake is not put off by a later one', async () => {
    const ran: number[] = [];
    const runner = await start([worker('one', async () => (ran.push(Date.now()), null))]);
    const now = Date.now();
    runner.wake('one', 'a', now + 2500);
    runner.wake('one', 'a', now + 1300);
    runner.wake('one', 'a', now + 60_000);
    await until(() => ran.length > 0);
    expect(ran[0]! - now).toBeGreaterThanOrEqual(1300);
    expect(ran[0]! - now).toBeLessThan(10_000);
    runner.wake('one', 'a', Date.now());
    const before = ran.length;
    await until(() => ran.length > before);
  });

  it('woken while running, it runs again', async () => {
    const first = gate();
    const seen: string[] = [];
    let row = 'nothing';
    const runner = await start([
      worker('one', async () => {
        const read = row;
        if (seen.length === 0) await first.opened;
        seen.push(read);
        return null;
      }),
    ]);
    runner.wake('one', 'a', Date.now());
    await until(async () => !(await runner.idle()));
    // on PostgreSQL: until the job has been taken
    if (dialect === 'postgres') {
      await until(async () => {
        const { rows } =
          await sql`select 1 from graphile_worker.jobs where locked_at is not null and key = 'one:a'`.execute(
            test.db.read,
          );
        return rows.length > 0;
      });
    }
    row = 'something';
    runner.wake('one', 'a', Date.now());
    if (dialect === 'postgres') {
      await until(async () => {
        const { rows } =
          await sql`select 1 from graphile_worker.jobs where locked_at is null and key = 'one:a'`.execute(test.db.read);
        return rows.length > 0;
      });
    }
    first.open();
    await until(() => seen.includes('something'));
    expect(seen).toEqual(['nothing', 'something']);
  });

  it('wakes the kinds behind, comes again while there is more, and is idle at the end', async () => {
    let left = 5;
    const ran: string[] = [];
    const runner = await start(
      [
        worker('one', async () => (ran.push('one'), --left > 0 ? Date.now() : null)),
        worker('two', async () => (ran.push('two'), null)),
      ],
      { wakes: { one: ['two'] } },
    );
    runner.wake('one', 'a', Date.now());
    await until(() => ran.filter((kind) => kind === 'one').length === 5 && ran.at(-1) === 'two');
    await until(() => runner.idle());
    expect(left).toBe(0);
  });

  it('tries what fails again, later, and goes on with other shops', async () => {
    const ran: { shop: string; at: number }[] = [];
    const runner = await start([
      worker('one', async (shop) => {
        ran.push({ shop, at: Date.now() });
        if (shop === 'broken' && ran.filter((one) => one.shop === 'broken').length < 2) throw new Error('broken');
        return null;
      }),
    ]);
    runner.wake('one', 'broken', Date.now());
    await until(() => ran.length === 1);
    runner.wake('one', 'sound', Date.now());
    await until(() => ran.length === 3);
    expect(ran.map(({ shop }) => shop)).toEqual(['broken', 'sound', 'broken']);
    expect(ran[2]!.at - ran[0]!.at).toBeGreaterThanOrEqual(990);
  });

  it('finds at its start what waits, though nobody woke it', async () => {
    const ran: string[] = [];
    await start([
      worker(
        'one',
        async (shop) => (ran.push(shop), null),
        async () => [{ shop: 'a', at: Date.now() }],
      ),
    ]);
    await until(() => ran.includes('a'));
  });

  it('a shop with ten thousand due rows does not hold up another', async () => {
    let rows = 10_000;
    let leftWhenOtherRan = 0;
    const runner = await start([
      worker('one', async (shop) => {
        if (shop === 'small') {
          leftWhenOtherRan = rows;
          return null;
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
        rows = Math.max(0, rows - 20);
        return rows > 0 ? Date.now() : null;
      }),
    ]);
    runner.wake('one', 'big', Date.now());
    await until(() => rows < 10_000);
    runner.wake('one', 'small', Date.now());
    await until(() => leftWhenOtherRan > 0);
    expect(leftWhenOtherRan).toBeGreaterThan(2000);
  });

  it('gives back what a process holds that is gone, and lets one be that ended', async () => {
    const freed: string[] = [];
    const keeping: Worker = {
      ...worker('one', async () => null),
      giveBack: async (process) => (freed.push(process), ['a']),
    };
    test = await createTestDatabase(dialect);
    const gone = processesFor([keeping]);
    const ended = processesFor([keeping]);
    await gone.begin();
    await ended.begin();
    await ended.end();
    await start([keeping], { first: false });
    const left = () => test.db.read.selectFrom('work_process').select('id').execute();
    await until(async () => freed.length > 0 && (await left()).length === 1);
    expect(freed).toEqual([gone.id]);
  });

  if (dialect === 'postgres') {
    it('two processes never run one kind of one shop at once, and share the shops', async () => {
      const inside = new Map<string, number>();
      const ran = [new Set<string>(), new Set<string>()];
      let overlaps = 0;
      const workers = (process: number) => [
        worker('one', async (shop) => {
          const now = (inside.get(shop) ?? 0) + 1;
          inside.set(shop, now);
          if (now > 1) overlaps++;
          ran[process]!.add(shop);
          await new Promise((resolve) => setTimeout(resolve, 15));
          inside.set(shop, (inside.get(shop) ?? 1) - 1);
          return null;
        }),
      ];
      const first = await start(workers(0));
      const second = await start(workers(1), { first: false });
      const shops = Array.from({ length: 40 }, (_, index) => `shop-${index}`);
      for (let round = 0; round < 5; round++) {
        for (const shop of shops) {
          first.wake('one', shop, Date.now());
          second.wake('one', shop, Date.now());
        }
        await until(async () => (await first.idle()) && (await second.idle()));
      }
      expect(overlaps).toBe(0);
      expect([...ran[0]!, ...ran[1]!].length).toBeGreaterThanOrEqual(shops.length);
      expect(ran[0]!.size * ran[1]!.size).toBeGreaterThan(0);
    });

    it('a process that only wakes leaves the work to another', async () => {
      const ran: string[] = [];
      const web = await start([worker('one', async () => (ran.push('web'), null))], { works: false });
      await start([worker('one', async () => (ran.push('worker'), null))], { first: false });
      web.wake('one', 'a', Date.now());
      await until(() => ran.length > 0);
      expect(ran).toEqual(['worker']);
    });

    it('takes over the jobs of a pool that is gone', async () => {
      const ran: string[] = [];
      const runner = await start([worker('one', async (shop) => (ran.push(shop), null))]);
      await runner.stop();
      runners.splice(0);
      await sql`select graphile_worker.add_job('one', '{"shop":"a"}', 'a', job_key => 'one:a')`.execute(test.db.read);
      const long = new Date(Date.now() - 60_000);
      await sql`update graphile_worker._private_jobs set locked_at = ${long}, locked_by = 'pool-of-the-dead'`.execute(
        test.db.read,
      );
      await sql`update graphile_worker._private_job_queues set locked_at = ${long}, locked_by = 'pool-of-the-dead'`.execute(
        test.db.read,
      );
      await start([worker('one', async (shop) => (ran.push(shop), null))], { first: false });
      await until(() => ran.includes('a'));
    });
  }
});
