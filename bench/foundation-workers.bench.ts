// One web process and two workers on PostgreSQL under a steady load; a worker is killed each minute. Nothing may be lost or
// doubled, and the work must have caught up within half a minute.
import { createHmac } from 'node:crypto';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { startSmtp } from '../app/platform/mail/smtp-in-test.ts';
import { startPostgres } from '../test/postgres.ts';
import { type AppProcess, createBenchDatabase, endAppProcess, SECRET, SHOP, startAppProcess } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { orderPayload } from './order-payload.ts';
import { openLag } from './workers-lag.ts';
import { countWrongs, isWorkedOff, seedClicks, seedMails } from './workers-rows.ts';

export const prefix = 'foundation.workers';

const MINUTES = Number(process.env.BENCH_MINUTES ?? 5);
const RATE = 200;
const TICK_MS = 50;
const KILL_EACH_MS = 60_000;
/** every twentieth webhook is delivered twice, as Shopify does when an answer is late */
const DOUBLED_EACH = 20;
const MAILS_A_SECOND = 4;
const SETTLE_MS = 180_000;
/** behind by less than this, the work has caught up */
const CAUGHT_UP_MS = 5000;

async function deliver(origin: string, id: number): Promise<boolean> {
  const body = orderPayload(id);
  try {
    const response = await fetch(`${origin}/webhooks`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': SHOP,
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': `delivery-${id}`,
        'x-shopify-triggered-at': new Date().toISOString(),
        'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
      },
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** What is not acknowledged is delivered again, as Shopify does eight times. */
async function deliverUntilHeard(origin: string, id: number): Promise<boolean> {
  for (let attempt = 0; attempt <= 8; attempt++) {
    if (await deliver(origin, id)) return true;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return false;
}

/** Sends at a steady rate whatever becomes of the answers, as many shops would. */
async function loadFor(origin: string, milliseconds: number, acknowledged: Set<number>): Promise<number> {
  const under = new Set<Promise<void>>();
  const started = performance.now();
  let sent = 0;
  const send = (id: number) => {
    const answer = deliverUntilHeard(origin, id).then((ok) => {
      if (ok) acknowledged.add(id);
      under.delete(answer);
    });
    under.add(answer);
  };
  while (performance.now() - started < milliseconds) {
    const wanted = Math.floor(((performance.now() - started) / 1000) * RATE);
    for (; sent < wanted; sent++) {
      send(1_000_000 + sent);
      if (sent % DOUBLED_EACH === 0) send(1_000_000 + sent);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(under);
  return sent;
}

async function metricsOf(origin: string): Promise<string> {
  const text = await fetch(`${origin}/metrics`).then(
    (response) => response.text(),
    () => '',
  );
  return text
    .split('\n')
    .filter((line) => /^(sandmill_work_seconds_(sum|count)|process_cpu_seconds_total|sandmill_captures)/.test(line))
    .join('\n');
}

export async function* figures(wants: Wants): AsyncIterable<Figure> {
  if (!wants(prefix)) return;
  const postgres = await startPostgres();
  const smtp = await startSmtp();
  const database = await createBenchDatabase(postgres.url);
  const db = openDatabase(database.url);
  const processes: AppProcess[] = [];
  const start = async (role: 'web' | 'worker') => {
    const started = await startAppProcess(database.url, { role, smtpUrl: smtp.url });
    processes.push(started);
    return started;
  };
  try {
    const durationMs = MINUTES * 60_000;
    await seedClicks(db);
    const mails = await seedMails(db, Date.now(), durationMs, MAILS_A_SECOND);
    const web = await start('web');
    const workers = [await start('worker'), await start('worker')];
    const lag = openLag(db);
    const acknowledged = new Set<number>();
    let loading = true;
    const kills = (async () => {
      const began = performance.now();
      for (let kill = 0; ; kill++) {
        // in the middle of each minute, so that every kill has half a minute under load to recover in
        const at = began + (kill + 0.5) * KILL_EACH_MS;
        while (loading && performance.now() < at) await new Promise((resolve) => setTimeout(resolve, 100));
        if (!loading) return kill;
        const victim = workers[kill % 2];
        if (victim) await endAppProcess(victim.child, 'SIGKILL');
        lag.killed();
        workers[kill % 2] = await start('worker');
      }
    })();
    const sent = await loadFor(web.origin, durationMs, acknowledged);
    loading = false;
    const killed = await kills;
    const deadline = performance.now() + SETTLE_MS;
    while (!(await isWorkedOff(db)) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const { longest, recoveries } = await lag.close(CAUGHT_UP_MS);
    const wrong = await countWrongs(db, acknowledged, smtp.arrived, mails);
    const settled = await isWorkedOff(db);
    if (process.env.VERBOSE) for (const { origin } of processes) console.error(await metricsOf(origin));
    const given = { unit: '', baseline: acknowledged.size };
    yield figure({
      ...given,
      name: `${prefix}.lost`,
      value: wrong.lost + (sent - acknowledged.size) + (settled ? 0 : 1),
      unit: `rows lost of ${sent} webhooks and ${mails} mails, ${killed} workers killed in ${MINUTES} minutes`,
      must: 'value = 0',
      ok: wrong.lost === 0 && sent === acknowledged.size && settled,
    });
    yield figure({
      ...given,
      name: `${prefix}.doubled`,
      value: wrong.doubled,
      unit: `facts, orders, credits (${wrong.credits}) and mails counted or sent twice; ${wrong.unknown} mails unknown`,
      must: 'value = 0, credits > 0',
      ok: wrong.doubled === 0 && wrong.credits > 0,
    });
    yield figure({
      name: `${prefix}.recovery`,
      value: Math.max(0, ...recoveries) / 1000,
      unit: 's from a kill until nothing due is older than 5 s, the longest',
      baseline: longest / 1000,
      must: 'value <= 30 s (the baseline is the longest lag seen)',
      ok: recoveries.length === killed && killed > 0 && Math.max(...recoveries) <= 30_000,
    });
  } finally {
    for (const { child } of processes) await endAppProcess(child, 'SIGTERM');
    await db.close();
    await smtp.close();
    await database.dispose();
    await postgres.stop();
  }
}
