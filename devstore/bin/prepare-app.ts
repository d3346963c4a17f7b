import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isStale } from './freshness.ts';

/** A command that the demo needs went wrong; the message holds what it said. */
export class PreparationFailed extends Error {
  override name = 'PreparationFailed';
}

/** Builds the admin's pages when a source is newer than the last build. */
export function buildApp(root: string, say: (line: string) => void): void {
  const sources = ['app', 'public', 'vite.config.ts', 'remix.config.js', 'package-lock.json'].map((path) =>
    join(root, path),
  );
  if (!isStale(join(root, 'build/server/index.js'), sources)) return;
  say('Building the app …');
  run(root, join(root, 'node_modules/.bin/remix'), ['vite:build'], {});
}

/** Brings the database to the current schema, unless it was since the last migration was written. */
export function migrateApp(
  root: string,
  databaseFile: string,
  environment: Record<string, string>,
  say: (line: string) => void,
): void {
  const stamp = `${databaseFile}.migrated`;
  if (!isStale(stamp, [join(root, 'prisma')]) && !isStale(databaseFile, [])) return;
  say('Preparing the database …');
  run(root, process.execPath, ['scripts/migrate.ts'], { ...environment, QUIET: '1' });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}

function run(root: string, command: string, args: string[], environment: Record<string, string>): void {
  const done = spawnSync(command, args, { cwd: root, env: { ...process.env, ...environment }, encoding: 'utf8' });
  if (done.status === 0) return;
  // Ctrl-C reaches what runs here as well: nothing went wrong.
  if (done.signal === 'SIGINT' || done.signal === 'SIGTERM') process.exit(0);
  throw new PreparationFailed(
    `${args.join(' ')} failed:\n${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`,
  );
}
