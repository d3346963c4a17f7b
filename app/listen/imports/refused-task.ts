import { TaskRefused } from '../../platform/work/tasks/task.ts';
import type { RefusedFile } from './refused-file.ts';

/** A task whose file is refused is not tried again; why stands in its row as a `FileReason`. */
export function refusedTask(error: RefusedFile): TaskRefused {
  return new TaskRefused(JSON.stringify(error.reason), { cause: error });
}
