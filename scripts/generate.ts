// Writes what is derived: the PostgreSQL twin of the Prisma schema, both Prisma clients, Kysely's table types and the
// typed GraphQL documents.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const canonical = readFileSync('prisma/schema.prisma', 'utf8');
const twin =
  '// GENERATED from ../schema.prisma by scripts/generate.ts: do not edit.\n' +
  canonical
    .replace(/generator kysely \{[^}]*\}\n/s, '')
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('../app/platform/db/generated/client', '../../app/platform/db/generated/postgres-client');
mkdirSync('prisma/postgres', { recursive: true });
writeFileSync('prisma/postgres/schema.prisma', twin);

const generate = (databaseUrl: string) =>
  execFileSync('npx', ['--no-install', 'prisma', 'generate', '--no-hints'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
generate('file:./unused.db');
generate('postgres://localhost/unused');

if (existsSync('codegen.ts')) {
  execFileSync('npx', ['--no-install', 'graphql-codegen', '--config', 'codegen.ts', '--silent'], { stdio: 'inherit' });
}
