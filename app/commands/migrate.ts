import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Brings a database to the schema of this version, as npm run migrate does. */
export function migrate(databaseUrl: string): void {
  execFileSync(process.execPath, ['scripts/migrate.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: databaseUrl, QUIET: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
