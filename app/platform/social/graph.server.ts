// What Facebook and Instagram have in common: https://developers.facebook.com/docs/graph-api/guides/error-handling
import { z } from 'zod';
import type { Answered } from '../submit/exchange.server.ts';
import { refused } from '../submit/http-submit.server.ts';
import { type Caller, createCaller } from './call.server.ts';
import type { SocialRefusal, SocialTools } from './social-network.ts';

const VERSION = 'v24.0';

const said = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number().default(0),
    is_transient: z.boolean().default(false),
  }),
});

/** The token is not good any more, or is none. */
const EXPIRED: ReadonlySet<number> = new Set([102, 190, 463, 467]);
/** Too many calls: of the app, the user, the page, or of Instagram's. */
const LIMITED: ReadonlySet<number> = new Set([4, 9, 17, 32, 341, 613, 80_001, 80_002]);
/** The network is unwell, and says that it is. */
const UNWELL: ReadonlySet<number> = new Set([1, 2]);

export interface Graph {
  at(path: string): string;
  caller: Caller;
}

export function createGraph(name: string, token: string, { origin, timeoutMs }: SocialTools): Graph {
  const base = `${origin ?? 'https://graph.facebook.com'}/${VERSION}`;
  return {
    at: (path) => `${base}/${path}`,
    // in a header: addresses end up in logs
    caller: createCaller(name, { timeoutMs, headers: { authorization: `Bearer ${token}` } }, (answer) =>
      readGraphRefusal(name, answer),
    ),
  };
}

function readGraphRefusal(name: string, answer: Answered): SocialRefusal | null {
  const read = said.safeParse(answer.json);
  if (!read.success) return null;
  const { code, message, is_transient: passing } = read.data.error;
  const reason = `${name} said ${code}: ${message}`;
  if (EXPIRED.has(code)) return { ...refused(reason, { trouble: 'unreachable' }), expired: true };
  if (LIMITED.has(code)) {
    const retryAfterMs = answer.retryAfterMs ?? regainMs(answer.headers['x-business-use-case-usage']);
    return refused(reason, { trouble: 'limited', ...(retryAfterMs && { retryAfterMs }) });
  }
  // permissions that are missing
  if (code === 10 || (code >= 200 && code < 300)) return refused(reason, { trouble: 'unreachable' });
  if (passing || UNWELL.has(code)) return refused(reason, { trouble: 'failing' });
  return answer.status >= 500 ? null : refused(reason, { permanent: true });
}

const usage = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number().default(0) })));

/** Minutes, for each kind of call. */
function regainMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  try {
    const read = usage.parse(JSON.parse(header));
    const minutes = Math.max(
      0,
      ...Object.values(read)
        .flat()
        .map((one) => one.estimated_time_to_regain_access),
    );
    return minutes > 0 ? minutes * 60_000 : null;
  } catch {
    return null;
  }
}
