// POST /api/v1/facts: where other programs of a merchant tell what happened. Server to server, with a key of her shop.
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { ToldFacts, ToldResult } from '../../listen/told-by-api/told-facts.server.ts';
import { sentenceOf } from '../../listen/told-by-api/told-fact.ts';
import type { Log } from '../../platform/log/log.ts';
import { bearerKey } from '../../shop/access/api-key.ts';
import type { ApiKeysService } from '../../shop/access/api-keys.server.ts';
import { type CallerOf, createCallerOf } from '../caller.ts';
import { createMissLimit, createRateLimit } from '../rate-limit.ts';
import { readText } from '../read-text.ts';

interface Options {
  keys: Pick<ApiKeysService, 'holderOf'>;
  told: ToldFacts;
  log: Log;
  callerOf?: CallerOf;
}

const LARGEST = 256 * 1024;
/** Calls with one key; each brings up to 100 facts. */
const OF_A_KEY = { points: 120, seconds: 60 };
/** Calls without a key that works: whoever guesses is shut out for a while before any key is looked up. */
const OF_A_STRANGER = { points: 30, seconds: 60 };

const body = z.strictObject({ facts: z.array(z.unknown()).min(1).max(100) });

type Status = 400 | 401 | 403 | 404 | 413 | 422 | 429 | 503;

/** 202 with what became of each fact, in their order; 422 when none of them could be read. */
export function factsDoor({ keys, told, log, callerOf = createCallerOf() }: Options): Hono {
  const ofAKey = createRateLimit(OF_A_KEY);
  const misses = createMissLimit(OF_A_STRANGER);

  const refuse = (c: Context, status: Status, code: string, message: string, headers: Record<string, string> = {}) =>
    c.json({ error: { code, message } }, status, headers);
  const wait = (c: Context, seconds: number) =>
    refuse(c, 429, 'too_many_calls', `Call again in ${seconds} seconds.`, { 'retry-after': String(seconds) });

  const door = new Hono();
  door.post('/api/v1/facts', async (c) => {
    try {
      const caller = callerOf(c);
      const shut = await misses.shut(caller);
      if (shut !== null) return wait(c, shut);
      const key = bearerKey(c.req.header('authorization'));
      const holder = key && (await keys.holderOf(key));
      if (!holder) {
        await misses.miss(caller);
        return refuse(
          c,
          401,
          'unknown_key',
          'Send a key that works as “Authorization: Bearer sandmill_…”. Keys are made in Sandmill under Settings, API.',
          { 'www-authenticate': 'Bearer' },
        );
      }
      const seconds = await ofAKey(holder.id);
      if (seconds !== null) return wait(c, seconds);
      if (!holder.scopes.includes('facts:write'))
        return refuse(c, 403, 'not_allowed', 'This key may not write facts: make one that may.');

      const text = await readText(c, LARGEST);
      if (text === null) return refuse(c, 413, 'too_large', 'Send at most 256 kB, in several calls if need be.');
      const json = readJson(text);
      if (json === undefined) return refuse(c, 400, 'not_json', 'The body is JSON: {"facts": [ … ]}.');
      const read = body.safeParse(json);
      if (!read.success)
        return refuse(
          c,
          422,
          'not_as_documented',
          `The body is {"facts": [1 to 100 facts]}: ${sentenceOf(read.error)}`,
        );

      const results = await told.hear(holder.shop, read.data.facts);
      const count = (state: ToldResult['state']) => results.filter((one) => one.state === state).length;
      log.info({ shop: holder.shop, accepted: count('accepted'), refused: count('refused') }, 'facts were told by API');
      return c.json({ results }, count('refused') === results.length ? 422 : 202);
    } catch (error) {
      log.error({ err: error }, 'facts told by API could not be stored');
      return refuse(c, 503, 'try_again', 'Nothing is lost if you send the same facts again with the same ids.', {
        'retry-after': '30',
      });
    }
  });
  door.all('/api/*', (c) => refuse(c, 404, 'no_such_call', 'There is one call: POST /api/v1/facts.'));
  return door;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
