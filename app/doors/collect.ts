// POST /collect: where the web pixel reports. Any origin, no credentials, and nothing it says is trusted.
import { Hono } from 'hono';
import { isbot } from 'isbot';
import type { Collect } from '../listen/collect/collect.server.ts';
import type { Log } from '../platform/log/log.ts';
import { type CallerOf, createCallerOf } from './caller.ts';
import { readText } from './read-text.ts';

interface Options {
  collect: Pick<Collect, 'hear' | 'turnedAway'>;
  log: Log;
  callerOf?: CallerOf;
}

const LARGEST = 64 * 1024;

const CORS = { 'access-control-allow-origin': '*' };
const PREFLIGHT = {
  ...CORS,
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
};

/** 204 for what was kept, and for bots, who need not know; 400, 401, 413 and 429 say what was wrong. */
export function collectDoor({ collect, log, callerOf = createCallerOf() }: Options): Hono {
  const door = new Hono();
  door.options('/collect', (c) => c.body(null, 204, PREFLIGHT));
  door.post('/collect', async (c) => {
    const answer = (status: 204 | 400 | 401 | 413 | 503) => c.body(null, status, CORS);
    const userAgent = c.req.header('user-agent');
    if (isbot(userAgent)) {
      collect.turnedAway('bot');
      return answer(204);
    }
    const body = await readText(c, LARGEST);
    if (body === null) {
      collect.turnedAway('too large');
      return answer(413);
    }
    try {
      switch (await collect.hear(readJson(body), callerOf(c), userAgent)) {
        case 'kept':
          return answer(204);
        case 'not a report':
          return answer(400);
        case 'unknown key':
          return answer(401);
        case 'too many':
          // limits are by the minute
          return c.body(null, 429, { ...CORS, 'retry-after': '60' });
      }
    } catch (error) {
      log.error({ err: error }, 'pixel events could not be stored');
      return answer(503);
    }
  });
  return door;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
