import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When the newest file under these paths was changed, in milliseconds; 0 if there is none. */
export function newestChange(paths: string[]): number {
  let newest = 0;
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) continue;
    if (!stat.isDirectory()) {
      newest = Math.max(newest, stat.mtimeMs);
      continue;
    }
    const entries = readdirSync(path, { withFileTypes: true });
    const inside = entries.filter(
      (entry) => entry.name !== 'node_modules' && !/\.(test|bench)\.tsx?$/.test(entry.name),
    );
    newest = Math.max(newest, newestChange(inside.map((entry) => join(path, entry.name))));
  }
  return newest;
}

/** Whether `made` is missing or older than what it is made from. */
export function isStale(made: string, from: string[]): boolean {
  return !existsSync(made) || statSync(made).mtimeMs < newestChange(from);
}
