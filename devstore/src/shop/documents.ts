import type { StateDatabase } from './database.ts';

/** Objects kept as JSON, by kind and id. */
export interface Documents {
  /** In the order of their ids. */
  all<T>(kind: string): T[];
  get<T>(kind: string, id: string): T | undefined;
  put(kind: string, id: string, body: unknown): void;
  putAll(kind: string, bodies: Iterable<[id: string, body: unknown]>): void;
  remove(kind: string, id: string): void;
}

export function documents(database: StateDatabase): Documents {
  const select = database.prepare<[string], { body: string }>('SELECT body FROM document WHERE kind = ? ORDER BY id');
  const selectOne = database.prepare<[string, string], { body: string }>(
    'SELECT body FROM document WHERE kind = ? AND id = ?',
  );
  const upsert = database.prepare<[string, string, string]>(
    'INSERT INTO document (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body',
  );
  const remove = database.prepare<[string, string]>('DELETE FROM document WHERE kind = ? AND id = ?');
  return {
    all: <T>(kind: string) => select.all(kind).map((row) => JSON.parse(row.body) as T),
    get: <T>(kind: string, id: string) => {
      const row = selectOne.get(kind, id);
      return row && (JSON.parse(row.body) as T);
    },
    put: (kind, id, body) => upsert.run(kind, id, JSON.stringify(body)),
    putAll: database.transaction((kind: string, bodies: Iterable<[string, unknown]>) => {
      for (const [id, body] of bodies) upsert.run(kind, id, JSON.stringify(body));
    }),
    remove: (kind, id) => remove.run(kind, id),
  };
}
