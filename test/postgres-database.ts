// Creating and dropping a database costs PostgreSQL a fifth of a second of work; emptying one, a few milliseconds.
import pg from 'pg';
import { inject } from 'vitest';
import { postgresShape } from './postgres-shape.ts';

/** Of those that this process has made ready: which are free. */
const free: string[] = [];
let taken = 0;

/** A table that had grown is made anew, since rows that were deleted would still be passed by every scan. */
const EMPTY = `do $$
  declare one record;
  begin
    set local session_replication_role = replica;
    for one in
      select oid::regclass as name, pg_relation_size(oid) > 262144 as grown from pg_class
      where relkind = 'r' and relname not in ('_prisma_migrations', 'migrations') and pg_relation_size(oid) > 0
        and relnamespace in (select oid from pg_namespace where nspname in ('public', 'graphile_worker'))
    loop
      if one.grown then execute format('truncate %s', one.name); else execute format('delete from %s', one.name); end if;
    end loop;
  end $$`;

export async function takePostgresDatabase(): Promise<{ url: string; remove: () => Promise<void> }> {
  // a worker's place outlives its process, so the next file finds the databases of the last one
  const name = free.pop() ?? `test_${process.env.VITEST_POOL_ID}_${taken++}`;
  const url = databaseUrl(name);
  if (!(await emptied(name, url))) await made(name);
  return { url, remove: async () => void free.push(name) };
}

function databaseUrl(name: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

/** @returns whether there is such a database, shaped like the template; then nobody else is in it, and it holds no row */
async function emptied(name: string, connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [name],
    );
    if ((await postgresShape(client)) !== inject('postgresShape')) return false;
    await client.query(EMPTY);
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === NO_SUCH_DATABASE) return false;
    throw error;
  } finally {
    await client.end();
  }
}

const NO_SUCH_DATABASE = '3D000';

async function made(name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(`drop database if exists "${name}" with (force)`);
  await admin.query(`create database "${name}" template sandmill_template`);
  await admin.end();
}
