import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const running = new AsyncLocalStorage<string>();

/** What a proxy before us may have called the request; anything else could forge lines in the log. */
const ACCEPTED = /^[\w.:-]{8,128}$/;

/** The id of the request that is being answered, if one is. */
export function requestId(): string | undefined {
  return running.getStore();
}

/**
 * Runs what answers a request under its id, which every line it logs then carries.
 * @param given the header x-request-id, as it came
 */
export function withRequestId<T>(given: string | string[] | undefined, work: (id: string) => T): T {
  const id = typeof given === 'string' && ACCEPTED.test(given) ? given : randomUUID();
  return running.run(id, () => work(id));
}
