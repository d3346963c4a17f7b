import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Brings a database to the schema of this version, as npm run migrate does.
 * @throws when that failed; the reason has been printed by then
 */
export function migrate(databaseUrl: string): void {
  const { status } = spawnSync(process.execPath, ['scripts/migrate.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, QUIET: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The database could not be brought to this version: the reason stands above.');
}
