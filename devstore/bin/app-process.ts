import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';

export interface AppProcess {
  /** Resolves when `/readyz` says yes; rejects when the app ends before, or takes more than a minute. */
  ready(): Promise<void>;
  /** Resolves with a sentence when the app ended by itself. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

interface Start {
  root: string;
  origin: string;
  environment: Record<string, string>;
  logFile: string;
  /** Restarts the app on changes and shows its log. */
  dev: boolean;
}

const READY_WITHIN = 60_000;
const STOP_WITHIN = 8_000;

/** The app as production runs it, but for the preload that gives it the shop's time and the shop's address. */
export function startApp({ root, origin, environment, logFile, dev }: Start): AppProcess {
  const watch = dev ? ['--watch', '--watch-path=app', '--watch-path=server.ts'] : [];
  const child = spawn(process.execPath, [...watch, '--import', './devstore/preload.ts', 'server.ts'], {
    cwd: root,
    // The preload ends the app when this process is gone, however it went.
    env: { ...process.env, ...environment, DEVSTORE_PARENT: String(process.pid) },
    stdio: ['ignore', dev ? 'inherit' : 'pipe', dev ? 'inherit' : 'pipe'],
  });
  if (!dev) {
    const log = createWriteStream(logFile, { flags: 'w' });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
  }
  const killWithUs = () => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.off('exit', killWithUs));
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`The app could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (!stopping) resolve(`The app ended by itself (${signal ?? `code ${code}`}).\n${lastLines(logFile)}`);
    });
  });
  return {
    ended,
    ready: () => Promise.race([waitReady(origin), ended.then((why) => Promise.reject(new Error(why)))]),
    stop: async () => {
      stopping = true;
      await stopChild(child);
    },
  };
}

async function waitReady(origin: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN;
  while (performance.now() < deadline) {
    const response = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The app was not ready after ${READY_WITHIN / 1000} seconds.`);
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  } catch {
    return '';
  }
}
