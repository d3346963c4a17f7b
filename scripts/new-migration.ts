// npm run migration -- NAME: writes the SQL that leads from the last migration to the schema, for both databases.
// PostgreSQL's needs a server to replay into: TEST_DATABASE_URL, or an embedded one is started for the moment.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { startPostgres } from '../test/postgres.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Name the migration in lower case, for instance: npm run migration -- add_campaigns');
  process.exit(2);
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);

function write(provider: string, schema: string, folder: string, url: string): void {
  const from = existsSync(folder) ? ['--from-migrations', folder] : ['--from-empty'];
  const diff = ['migrate', 'diff', ...from, '--to-schema-datamodel', schema, '--script', '--exit-code'];
  const result = spawnSync('npx', ['--no-install', 'prisma', ...diff], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return console.log(`${provider}: nothing changed`);
  // exit code 2 means "there is a difference"
  if (result.status !== 2) throw new Error(result.stderr);
  mkdirSync(`${folder}/${stamp}_${name}`, { recursive: true });
  writeFileSync(`${folder}/${stamp}_${name}/migration.sql`, result.stdout);
  writeFileSync(`${folder}/migration_lock.toml`, `provider = "${provider}"\n`);
  console.log(`${provider}: ${folder}/${stamp}_${name}/migration.sql`);
}

write('sqlite', 'prisma/schema.prisma', 'prisma/migrations', 'file:./.data/migration.db');
const postgres = await startPostgres();
write('postgresql', 'prisma/postgres/schema.prisma', 'prisma/postgres/migrations', postgres.url);
await postgres.stop();
