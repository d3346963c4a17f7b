// npm run backup -- --out FILE: everything the database holds, in one file, while the app runs.
import { parseArgs } from 'node:util';
import { backUp } from '../platform/backup/back-up.server.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { readDatabaseEnv } from '../platform/env.server.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (!values.out) return 'Name the file, for instance: npm run backup -- --out sandmill.backup';
  const { DATABASE_URL: databaseUrl } = readDatabaseEnv(process.env);
  const sums = await backUp({ databaseUrl, clock: systemClock }, values.out);
  const rows = Object.values(sums).reduce((total, table) => total + table.rows, 0);
  console.log(`${values.out}: ${rows} rows of ${Object.keys(sums).length} tables, read back and found whole.`);
  console.log('Keep ENCRYPTION_KEY with it, in another place: without it the stored tokens cannot be opened.');
  return null;
});
