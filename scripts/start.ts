// What the container runs: brings the database to this version, then serves in this very process, so that signals reach it.
// Arguments are those of server.ts.
import { migrate } from '../app/commands/migrate.ts';

migrate(process.env.DATABASE_URL ?? 'file:./.data/sandmill.db');
await import('../server.ts');
