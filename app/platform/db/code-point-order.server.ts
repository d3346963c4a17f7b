// Texts compare by code point, as they do in SQLite and nearly in JavaScript: of two facts of one instant the same one is
// the earlier on every machine, and `lower` knows the letters A to Z alone. PostgreSQL would go by the locale that its
// database was made with, so each text column says so itself. https://www.postgresql.org/docs/current/collation.html
import pg from 'pg';

/** Gives every text column that lacks it the collation "C". Its indexes are made anew; done again it does nothing. */
export async function orderByCodePoint(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const [table, columns] of await columnsByLocale(client)) {
      const changes = columns.map((column) => `alter column "${column}" type text collate "C"`);
      await client.query(`alter table "${table}" ${changes.join(', ')}`);
    }
  } finally {
    await client.end();
  }
}

/** The text columns of a table that go by the database's locale, with those of other tables. */
async function columnsByLocale(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns join information_schema.tables
       using (table_schema, table_name)
     where table_schema = current_schema() and table_type = 'BASE TABLE' and data_type = 'text'
       and collation_name is distinct from 'C' and table_name not like '\\_prisma%'
     order by table_name, ordinal_position`,
  );
  const columns = new Map<string, string[]>();
  for (const { table_name: table, column_name: column } of rows) {
    columns.set(table, [...(columns.get(table) ?? []), column]);
  }
  return columns;
}
