import type { Context } from 'liquidjs';

/** What liquidjs binds a filter to; the package does not export the type. */
export interface FilterCall {
  context: Context;
}
