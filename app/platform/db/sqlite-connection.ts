import BetterSqlite from 'better-sqlite3';

/** How every connection to the file is set. WAL with synchronous=FULL: a commit is on the disk when it returns. */
export function connect(path: string, options: BetterSqlite.Options = {}): BetterSqlite.Database {
  const connection = new BetterSqlite(path, options);
  if (!options.readonly) connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // what is deleted is overwritten: an erased person is not to be found in the file's free pages
  connection.pragma('secure_delete = ON');
  connection.pragma('cache_size = -65536');
  connection.pragma('temp_store = MEMORY');
  // 8 MB: the commit that carries the pages back to the database file takes some 10 ms; at 48 MB it took 45
  connection.pragma('wal_autocheckpoint = 1000');
  // another process (an import beside a running app) holds the lock for milliseconds; longer is tried again
  connection.pragma('busy_timeout = 250');
  return connection;
}
