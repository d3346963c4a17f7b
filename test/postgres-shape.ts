import type pg from 'pg';

/** Every column of every table and index, in order, with its type: what a template and its copies have in common. */
export async function postgresShape(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ shape: string }>(
    `select string_agg(c.relname || '.' || a.attname || ' ' || a.atttypid, ',' order by c.relname, a.attnum) as shape
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'i', 'v') and c.relnamespace = 'public'::regnamespace
       and a.attnum > 0 and not a.attisdropped`,
  );
  return rows[0]?.shape ?? '';
}
