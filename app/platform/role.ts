import { EnvironmentError } from './env.server.ts';

export type Role = 'all' | 'web' | 'worker';

/**
 * Which part of the work this process does.
 * @throws EnvironmentError when it is unknown, or when SQLite, which has one writer, is asked for more than one process
 */
export function parseRole(args: readonly string[], databaseUrl: string): Role {
  const at = args.findIndex((arg) => arg === '--role' || arg.startsWith('--role='));
  if (at === -1) return 'all';
  const given = args[at]?.split('=')[1] ?? args[at + 1];
  if (given !== 'all' && given !== 'web' && given !== 'worker') {
    throw new EnvironmentError(`--role must be all, web or worker, not "${given ?? ''}"`);
  }
  if (given !== 'all' && databaseUrl.startsWith('file:')) {
    throw new EnvironmentError(
      `--role ${given} needs PostgreSQL: SQLite has one writer, so there is one process (--role all)`,
    );
  }
  return given;
}
