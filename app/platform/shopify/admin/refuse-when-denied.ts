import { type TaskHandler, TaskRefused } from '../../work/tasks/task.ts';
import { AccessDenied } from './access-denied.ts';

/** A task that Shopify does not allow needs a person: it is not tried again by itself. */
export function refuseWhenDenied(handler: TaskHandler): TaskHandler {
  return async (task) => {
    try {
      return await handler(task);
    } catch (error) {
      if (error instanceof AccessDenied) throw new TaskRefused(error.message, { cause: error });
      throw error;
    }
  };
}
