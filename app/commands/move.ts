// npm run move -- --to URL [--force]: everything from the database of DATABASE_URL into another one, of either kind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp } from '../platform/backup/back-up.server.ts';
import { restore } from '../platform/backup/restore.server.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { readDatabaseEnv } from '../platform/env.server.ts';
import { migrate } from './migrate.ts';
import { requireUnused } from './require-unused.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' }, force: { type: 'boolean', default: false } } });
  if (!values.to) return 'Name the new database, for instance: npm run move -- --to postgres://user:password@host/name';
  const { DATABASE_URL: databaseUrl } = readDatabaseEnv(process.env);
  const { DATABASE_URL: to } = readDatabaseEnv({ DATABASE_URL: values.to });
  if (to === databaseUrl) return 'That is the database that is used already.';
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-move-'));
  try {
    requireUnused(databaseUrl);
    requireUnused(to);
    migrate(databaseUrl);
    migrate(to);
    const file = join(folder, 'moving.backup');
    await backUp({ databaseUrl, clock: systemClock }, file);
    const sums = await restore(to, file, { force: values.force });
    const rows = Object.values(sums).reduce((total, table) => total + table.rows, 0);
    console.log(`${rows} rows of ${Object.keys(sums).length} tables are moved, read back and found whole.`);
    console.log('Set DATABASE_URL to the new database and start the app.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return null;
});
