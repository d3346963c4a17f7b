import { createAdminApiClient } from '@shopify/admin-api-client';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { type Clock, MINUTE, SECOND } from '../../clock/clock.ts';
import type { Log } from '../../log/log.ts';
import type { TypedDocumentString } from '../generated/graphql.ts';
import { API_VERSION } from '../api-version.ts';
import { AccessDenied } from './access-denied.ts';
import { AdminUnavailable } from './admin-unavailable.ts';
import { type Cost, createBudget } from './budget.ts';
import { createOfflineTokens } from './offline-tokens.server.ts';
import { QueryRefused } from './query-refused.ts';
import { QueryTooCostly } from './query-too-costly.ts';

export interface AdminClient {
  /**
   * Runs one document as the app, without a merchant at the screen.
   * @throws AccessDenied, AdminUnavailable, QueryTooCostly, QueryRefused
   */
  query<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...variables: Variables extends Record<string, never> ? [] : [Variables]
  ): Promise<Result>;
}

/** The Admin API of a shop. */
export type Admin = (shop: string) => AdminClient;

interface Options {
  apiKey: string;
  apiSecret: string;
  sessions: Pick<SessionStorage, 'loadSession' | 'storeSession'>;
  clock: Clock;
  log: Log;
  /**
   * The fields that Shopify withholds now, for which the app has no approval, of all documents together; none when it
   * answered with all of a document again and nothing else is withheld. Told once for each change.
   */
  onWithheld?: (shop: string, fields: readonly string[]) => void;
  fetch?: typeof globalThis.fetch;
  wait?: (milliseconds: number) => Promise<void>;
}

interface GraphQLError {
  message: string;
  path?: readonly (string | number)[];
  extensions?: { code?: string };
}

interface Answer {
  data?: unknown;
  status: number | undefined;
  errors: readonly GraphQLError[];
  cost: Cost | undefined;
}

const ATTEMPTS = 6;
/** Other apps drink from the same bucket: so often it may be empty when our turn has come. */
const MOST_THROTTLED = 12;
const MOST_FIELDS = 50;
const TIMEOUT_MS = 30 * SECOND;
const LONGEST_WAIT_MS = MINUTE;

export function createAdmin(options: Options): Admin {
  const { clock, log } = options;
  // looked up at each call: a preload may have replaced it after this module was loaded
  const fetch: typeof globalThis.fetch = options.fetch ?? ((...args) => globalThis.fetch(...args));
  const wait = options.wait ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  const tokens = createOfflineTokens({ ...options, fetch });
  const budget = createBudget(clock);
  /** what each document cost when it ran last */
  const costs = new Map<string, number>();
  /** by shop and document: the fields withheld last */
  const withheld = new Map<string, string>();

  async function send(shop: string, token: string, text: string, variables: unknown): Promise<Answer> {
    const client = createAdminApiClient({
      storeDomain: shop,
      apiVersion: API_VERSION,
      accessToken: token,
      userAgentPrefix: 'Sandmill',
      customFetchApi: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
    });
    const response = await client.request(text, { variables: variables as Record<string, unknown> });
    const errors = response.errors?.graphQLErrors as readonly GraphQLError[] | undefined;
    return {
      data: response.data as unknown,
      status: response.errors?.networkStatusCode ?? (response.errors ? undefined : 200),
      errors: errors ?? (response.errors ? [{ message: response.errors.message ?? 'no answer' }] : []),
      cost: response.extensions?.cost as Cost | undefined,
    };
  }

  async function run(shop: string, text: string, variables: unknown): Promise<unknown> {
    let token = await tokens.get(shop);
    let renewed = false;
    let throttled = 0;
    for (let attempt = 1; ; attempt++) {
      const before = budget.waitFor(shop, costs.get(text) ?? 0);
      if (before > 0) await wait(Math.min(before, LONGEST_WAIT_MS));
      budget.take(shop, costs.get(text) ?? 0);
      const answer = await send(shop, token, text, variables);
      budget.note(shop, answer.cost);
      if (answer.cost?.requestedQueryCost) costs.set(text, answer.cost.requestedQueryCost);

      if (answer.status === 401 && !renewed) {
        renewed = true;
        token = await tokens.get(shop, token);
        continue;
      }
      const retry = answer.errors.length > 0 && isPassing(answer);
      if (!retry) return settle(shop, text, answer);
      if (isThrottled(answer) && answer.cost?.throttleStatus && ++throttled <= MOST_THROTTLED) {
        // the bucket says how long it needs; whoever comes too early again was beaten to it by another
        if (throttled > 1) await wait(pause(Math.min(throttled, ATTEMPTS)));
        attempt--;
        continue;
      }
      if (attempt >= ATTEMPTS) throw new AdminUnavailable(`Shopify did not answer: ${answer.errors[0]?.message ?? ''}`);
      await wait(pause(attempt));
    }
  }

  function tellWithheld(shop: string, text: string, fields: readonly string[]): void {
    const key = `${shop} ${text}`;
    const now = fields.join();
    // a start of ours forgets what was withheld before: the first good answer says that nothing is
    if (withheld.get(key) === now) return;
    withheld.set(key, now);
    const all = [...withheld].flatMap(([known, told]) => (known.startsWith(`${shop} `) && told ? told.split(',') : []));
    options.onWithheld?.(shop, [...new Set(all)].sort());
  }

  function settle(shop: string, text: string, { data, status, errors }: Answer): unknown {
    if (errors.length === 0) {
      if (withheld.has(`${shop} ${text}`)) tellWithheld(shop, text, []);
      return data;
    }
    const codes = new Set(errors.map((error) => error.extensions?.code));
    const denied = codes.has('ACCESS_DENIED');
    if (denied && data && codes.size === 1 && !isUndone(text, data)) {
      // protected customer data without approval comes back null, and the rest is good
      // each record has an error of its own for each field
      const paths = errors.map((error) => (error.path ?? []).filter((part) => typeof part === 'string').join('.'));
      const fields = [...new Set(paths)].slice(0, MOST_FIELDS);
      log.warn({ shop, fields }, 'Shopify withholds fields for which the app has no approval');
      tellWithheld(shop, text, fields);
      return data;
    }
    const message = errors[0]?.message ?? 'unknown error';
    if (denied || status === 401 || status === 403) throw new AccessDenied(`Shopify refuses: ${message}`);
    if (status === 402 || status === 404 || status === 423) throw new AccessDenied(`The shop is closed: ${message}`);
    if (codes.has('MAX_COST_EXCEEDED')) throw new QueryTooCostly(message);
    throw new QueryRefused(message);
  }

  return (shop) => ({
    query: (document, ...variables) => run(shop, document.toString(), variables[0] ?? {}) as Promise<never>,
  });
}

const isThrottled = ({ errors }: Pick<Answer, 'errors'>) =>
  errors.some((error) => error.extensions?.code === 'THROTTLED');

/** A mutation of which nothing came was refused whole: nothing of it was withheld. */
const isUndone = (text: string, data: unknown) =>
  /^\s*mutation\b/.test(text) && Object.values(data as object).every((payload) => payload === null);

/** Too busy now, failed on Shopify's side, or not reached at all. */
function isPassing({ status, errors }: Answer): boolean {
  if (isThrottled({ errors })) return true;
  if (errors.some((error) => error.extensions?.code === 'INTERNAL_SERVER_ERROR')) return true;
  return status === undefined || status === 429 || status >= 500;
}

/** Half a second, doubled each time, with jitter so that shops do not come back together. */
function pause(attempt: number): number {
  const full = Math.min(500 * 2 ** (attempt - 1), LONGEST_WAIT_MS);
  return full / 2 + Math.random() * (full / 2);
}
