// The real server, asked to end while it is busy, and while something hangs.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import {
  type BenchDatabase,
  createBenchDatabase,
  endAppProcess,
  freePort,
  SECRET,
  SHOP,
} from '../../bench/app-process.ts';
import { orderPayload } from '../../bench/order-payload.ts';
import { openDatabase } from '../../app/platform/db/open.server.ts';
import { DIALECTS } from '../databases.ts';

const PATIENT = { timeout: 40_000, interval: 50 };

interface Running {
  child: ChildProcess;
  port: number;
  /** lines of its log so far */
  log(): string;
}

describe.each(DIALECTS)('a process that is asked to end [%s]', (dialect) => {
  let made: BenchDatabase;
  let running: Running;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    made = await createBenchDatabase(dialect === 'postgres' ? inject('postgresUrl') : undefined);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await endAppProcess(running.child, 'SIGKILL');
    await made.dispose();
  });

  async function start(stopSeconds: number): Promise<Running> {
    running = await startOn(made.url, stopSeconds);
    return running;
  }

  /** @returns seconds until it was gone */
  async function askToEnd({ child }: Running): Promise<number> {
    const asked = performance.now();
    await endAppProcess(child, 'SIGTERM');
    return (performance.now() - asked) / 1000;
  }

  async function stored(): Promise<Set<string>> {
    const db = openDatabase(made.url);
    const rows = await db.read.selectFrom('inbox').select('id').execute();
    await db.close();
    return new Set(rows.map((row) => row.id));
  }

  it('answers what it has accepted under steady load, keeps every delivery that it answered, and exits with 0', async () => {
    const { port } = await start(25);
    const answered: string[] = [];
    let next = 0;
    let reached = true;
    // clients that would never let go of their connections by themselves, bounded all the same
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const clients = Array.from({ length: 8 }, async () => {
      while (reached && next < 20_000) {
        const id = `d${next++}`;
        const status = await deliver(agent, port, id).catch(() => 0);
        if (status === 200) answered.push(id);
        else reached = false;
      }
    });
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(200), { timeout: 30_000, interval: 10 });
    const seconds = await askToEnd(running);
    await Promise.all(clients);
    agent.destroy();
    expect(running.child.exitCode).toBe(0);
    expect(seconds).toBeLessThan(25);
    expect(running.log()).toContain('Sandmill has ended');
    expect(running.log()).not.toContain('cut off');
    const kept = await stored();
    expect(answered.filter((id) => !kept.has(id))).toEqual([]);
  }, 240_000);

  if (dialect === 'sqlite') {
    it('cuts off a request that never ends, says so, and exits with 0', async () => {
      const { port } = await start(5);
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => {});
      socket.write('POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"half":');
      const seen = await fetch(`http://127.0.0.1:${port}/healthz`);
      expect(seen.status).toBe(200);
      const seconds = await askToEnd(running);
      expect(running.child.exitCode).toBe(0);
      expect(seconds).toBeLessThan(5);
      expect(running.log()).toContain('requests that did not end in time are cut off');
    }, 240_000);
  }
});

it('what hangs is cut off in time and told, and nothing that was accepted is lost [postgres]', async () => {
  const made = await createBenchDatabase(inject('postgresUrl'));
  const stuck = new pg.Client({ connectionString: made.url });
  await stuck.connect();
  try {
    const first = await startOn(made.url, 3);
    const agent = new Agent();
    expect(await deliver(agent, first.port, 'd1')).toBe(200);
    // whoever touches the orders waits from now on: so does the slice that reads this delivery
    await vi.waitFor(async () => expect(await states(stuck)).toEqual([{ id: 'd1', state: 'done' }]), PATIENT);
    await stuck.query('begin; lock table orders in access exclusive mode');
    expect(await deliver(agent, first.port, 'd2')).toBe(200);
    await vi.waitFor(async () => {
      const { rows } = await stuck.query(`select 1 from pg_locks where not granted and relation = 'orders'::regclass`);
      expect(rows.length).toBeGreaterThan(0);
    }, PATIENT);
    const asked = performance.now();
    await endAppProcess(first.child, 'SIGTERM');
    expect(performance.now() - asked).toBeLessThan(5000);
    expect(first.child.exitCode).toBe(1);
    expect(first.log()).toMatch(/"work":\["[a-z].*what was running did not end in time, it is cut off/);
    expect((await stuck.query('select 1 from work_process')).rows).toEqual([]);

    await stuck.query('rollback');
    const second = await startOn(made.url, 25);
    await vi.waitFor(async () => {
      expect(await states(stuck)).toEqual([
        { id: 'd1', state: 'done' },
        { id: 'd2', state: 'done' },
      ]);
    }, PATIENT);
    expect((await stuck.query('select 1 from orders')).rows).toHaveLength(2);
    await endAppProcess(second.child, 'SIGTERM');
    expect(second.child.exitCode).toBe(0);
  } finally {
    await stuck.end();
    await made.dispose();
  }
}, 240_000);

async function startOn(url: string, stopSeconds: number): Promise<Running> {
  const port = await freePort();
  const lines: string[] = [];
  const child = spawn(process.execPath, ['server.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      PORT: String(port),
      HOST: '127.0.0.1',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: SECRET,
      SHOPIFY_APP_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: 'smtp://127.0.0.1:9',
      ENCRYPTION_KEY: 'a key for tests that is long enough to be one',
      LOG_LEVEL: 'info',
      STOP_SECONDS: String(stopSeconds),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.on('data', (bytes: Buffer) => lines.push(bytes.toString()));
  const log = () => lines.join('');
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(log());
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).ok).toBe(true);
    },
    { timeout: 60_000, interval: 50 },
  );
  return { child, port, log };
}

/** @returns the status that it was answered with @throws when the connection was refused or lost */
function deliver(agent: Agent, port: number, id: string): Promise<number> {
  const body = orderPayload(1_000_000 + Number(id.slice(1)));
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/webhooks',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-shopify-topic': 'orders/create',
          'x-shopify-shop-domain': SHOP,
          'x-shopify-webhook-id': id,
          'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', reject);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

async function states(client: pg.Client): Promise<unknown[]> {
  const { rows } = await client.query('select id, state from inbox order by id');
  return rows as unknown[];
}
