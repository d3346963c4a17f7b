// npm run migrate: brings the database of DATABASE_URL to the current schema. Safe to repeat.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Logger, runMigrations } from 'graphile-worker';
import { orderByCodePoint } from '../app/platform/db/code-point-order.server.ts';
import { isInUse } from '../app/platform/db/sqlite-in-use.server.ts';
import { makeFile, waitingFor } from './sqlite-file.ts';

const url = process.env.DATABASE_URL ?? 'file:./.data/sandmill.db';
const say = (line: string) => process.env.QUIET || console.log(line);

/** @returns the exit code; the reason of a failure has been printed */
async function migrate(): Promise<number> {
  if (!url.startsWith('file:')) return deployed() || servedToo();
  const path = url.slice('file:'.length);
  if (!existsSync(path)) makeFile(path);
  const waiting = waitingFor(path);
  if (waiting.length === 0) {
    say('The database is of this version: there is nothing to do.');
    return 0;
  }
  if (isInUse(path)) {
    console.error(`${path} is open in another process: stop Sandmill, then run this again. Waiting for it:`);
    for (const name of waiting) console.error(`  ${name}`);
    return 1;
  }
  return deployed();
}

function deployed(): number {
  const prisma = fileURLToPath(import.meta.resolve('prisma/build/index.js'));
  const ending = import.meta.resolve('./prisma-ends.mjs');
  const { status, error } = spawnSync(process.execPath, ['--import', ending, prisma, 'migrate', 'deploy'], {
    // a server asks nobody whether there is a newer Prisma
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    stdio: ['ignore', process.env.QUIET ? 'ignore' : 'inherit', 'inherit'],
  });
  if (error) console.error(error.message);
  return status ?? 1;
}

/** What a server needs besides: our order of letters, and the schema in which what wakes the workers keeps its jobs. */
async function servedToo(): Promise<number> {
  await orderByCodePoint(url);
  await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
  return 0;
}

try {
  process.exitCode = await migrate();
} catch (error) {
  console.error(`${url.replace(/:\/\/.*@/, '://…@')}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
