// npm run restore -- --from FILE [--force]: puts a backup into the database of DATABASE_URL, of either kind.
import { parseArgs } from 'node:util';
import { restore } from '../platform/backup/restore.server.ts';
import { readDatabaseEnv } from '../platform/env.server.ts';
import { migrate } from './migrate.ts';
import { requireUnused } from './require-unused.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, force: { type: 'boolean', default: false } } });
  if (!values.from) return 'Name the file, for instance: npm run restore -- --from sandmill.backup';
  const { DATABASE_URL: databaseUrl } = readDatabaseEnv(process.env);
  requireUnused(databaseUrl);
  migrate(databaseUrl);
  const sums = await restore(databaseUrl, values.from, { force: values.force });
  const rows = Object.values(sums).reduce((total, table) => total + table.rows, 0);
  console.log(`${rows} rows of ${Object.keys(sums).length} tables are restored, read back and found whole.`);
  return null;
});
