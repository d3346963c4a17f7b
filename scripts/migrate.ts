// npm run migrate: brings the database of DATABASE_URL to the current schema. Safe to repeat.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const url = process.env.DATABASE_URL ?? 'file:./.data/sandmill.db';
if (url.startsWith('file:')) mkdirSync(dirname(url.slice('file:'.length)), { recursive: true });
execFileSync('npx', ['--no-install', 'prisma', 'migrate', 'deploy'], {
  env: { ...process.env, DATABASE_URL: url, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  stdio: ['ignore', process.env.QUIET ? 'ignore' : 'inherit', 'inherit'],
});
