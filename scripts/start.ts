// What a container and a service manager run: brings the database to this version, then serves in this very process, so
// that signals reach it. Arguments are those of server.ts.
import { migrate } from '../app/commands/migrate.ts';

try {
  migrate(process.env.DATABASE_URL || 'file:./.data/sandmill.db');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import('../server.ts');
