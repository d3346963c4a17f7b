// One demo for all end-to-end tests: the real app, worker, local Shopify and mailbox, in a folder of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { CheckContext } from './check.ts';
import { isHistoryRead } from './app-state.ts';
import { until } from './step.ts';

declare module 'vitest' {
  interface ProvidedContext {
    world: CheckContext;
  }
}

const PORT = 4900;
const READY = 'Ctrl-C stops everything';
const STARTS_WITHIN_MS = 150_000;

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'sandmill-e2e-'));
  const demo = spawn(process.execPath, ['devstore/bin/demo.ts', '--still', '--port', String(PORT)], {
    // the test runner's NODE_ENV would build the pages for development
    env: { ...process.env, DEMO_DATA: data, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await started(demo);
  const folder = join(data, 'demo');
  const { apiKey, apiSecret } = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Record<string, string>;
  const devstoreOrigin = `http://localhost:${PORT + 1}`;
  const state = (await (await fetch(`${devstoreOrigin}/devstore/state`)).json()) as { shop: { domain: string } };
  const world = {
    appOrigin: `http://localhost:${PORT}`,
    appUrl: `http://localhost:${PORT + 2}`,
    devstoreOrigin,
    shop: state.shop.domain,
    apiKey: apiKey ?? '',
    apiSecret: apiSecret ?? '',
    folder,
  };
  const stop = async () => {
    const ended = new Promise((resolve) => demo.once('exit', resolve));
    demo.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    // until its history is understood a shop has no customers to look at
    await until(
      'the history',
      () => isHistoryRead(folder),
      (read) => read,
      240_000,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  provide('world', world);
  return stop;
}

function started(demo: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      demo.kill('SIGTERM');
      reject(new Error(`the demo did not start in time:\n${said}`));
    }, STARTS_WITHIN_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes(READY)) return;
      clearTimeout(late);
      resolve();
    };
    demo.stdout?.on('data', hear);
    demo.stderr?.on('data', hear);
    demo.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`the demo ended:\n${said}`));
    });
  });
}
