// One request over HTTP and its answer, told apart by what is known of it; to addresses that a merchant named, too.
import { request as overHttp } from 'node:http';
import { request as overTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { publicAddress } from '../mail/public-address.server.ts';
import type { HttpAnswer } from './http-submit.server.ts';

export interface Ask {
  url: string;
  method?: 'GET' | 'POST' | 'PUT';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array | FormData;
  timeoutMs: number;
  /** somebody else named the host: what stands in a private network is not called */
  publicOnly?: boolean;
  /** over a connection that is kept, for what is asked often; else over one of its own */
  kept?: boolean;
  /** of the answer; more is cut off */
  maxBytes?: number;
}

export interface Answered extends HttpAnswer {
  headers: Readonly<Record<string, string>>;
  bytes: Buffer;
  /** it broke off, or was longer than may be */
  cut: boolean;
}

export type Exchange =
  | { kind: 'answer'; answer: Answered }
  /** nothing has left */
  | { kind: 'unreached'; reason: string }
  /** it may have arrived, and may have been acted upon */
  | { kind: 'lost'; reason: string };

const MOST_BYTES = 1_000_000;

/** Follows no redirect. Over a kept connection that has gone meanwhile, nobody can tell whether anything left: it is lost. */
export async function exchange(ask: Ask): Promise<Exchange> {
  const url = new URL(ask.url);
  if (ask.publicOnly) {
    // digits are not looked up
    const wrong = await whyNotPublic(url.hostname.replace(/^\[|\]$/g, ''));
    if (wrong) return unreached(wrong);
  }
  const { headers, body } = await encoded(ask);
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve) => {
    let stood = false;
    const request = (isSecure ? overTls : overHttp)(url, {
      method: ask.method ?? 'GET',
      headers: { 'user-agent': 'Sandmill', ...headers },
      signal: AbortSignal.timeout(ask.timeoutMs),
      ...(!ask.kept && { agent: false }),
      ...(ask.publicOnly && { lookup: publicLookup }),
    });
    request.on('socket', (socket) => {
      if (request.reusedSocket) stood = true;
      else socket.once(isSecure ? 'secureConnect' : 'connect', () => (stood = true));
    });
    request.on('error', (error) =>
      resolve(stood ? { kind: 'lost', reason: `no answer came from the service: ${codeOf(error)}` } : unreached(error)),
    );
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const end = (cut: boolean) => {
        const answer = answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks), cut);
        const isGateway = answer.status === 502 || answer.status === 504;
        if (isGateway) resolve({ kind: 'lost', reason: `a gateway of the service said ${answer.status}` });
        // its head has said what became of it, whatever happens to the rest
        else resolve({ kind: 'answer', answer });
      };
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= (ask.maxBytes ?? MOST_BYTES)) chunks.push(chunk);
        else {
          end(true);
          response.destroy();
        }
      });
      response.on('end', () => end(!response.complete));
      response.on('error', () => end(true));
    });
    request.end(body);
  });
}

/** Looks once, and connects to what it saw: a name that leads elsewhere a moment later leads nowhere. */
const publicLookup: LookupFunction = (host, options, done) => {
  publicAddress(host).then(
    (address) => {
      const family = address.includes(':') ? 6 : 4;
      if (options.all) done(null, [{ address, family }]);
      else done(null, address, family);
    },
    (error: Error) => done(error, ''),
  );
};

/** Of an address in digits; a name is looked up when it is called. */
const whyNotPublic = (host: string): Promise<Error | null> =>
  isIP(host) === 0
    ? Promise.resolve(null)
    : publicAddress(host).then(
        () => null,
        (error: Error) => error,
      );

const unreached = (error: Error): Exchange => ({
  kind: 'unreached',
  reason: `the service could not be reached: ${codeOf(error)}`,
});

async function encoded({ headers = {}, body }: Ask): Promise<{ headers: Record<string, string>; body?: Uint8Array }> {
  if (body === undefined) return { headers: { ...headers } };
  const isForm = body instanceof FormData;
  const wire = isForm ? new Response(body) : null;
  const bytes = wire ? new Uint8Array(await wire.arrayBuffer()) : Buffer.from(body as string | Uint8Array);
  const type = wire?.headers.get('content-type');
  return {
    headers: { ...headers, ...(type && { 'content-type': type }), 'content-length': String(bytes.length) },
    body: bytes,
  };
}

function answerOf(
  status: number,
  raw: Readonly<Record<string, string | string[] | undefined>>,
  bytes: Buffer,
  cut: boolean,
): Answered {
  const headers = Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  const text = bytes.toString('utf8');
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return {
    status,
    headers,
    bytes,
    cut,
    text,
    json: parsed(text),
    ...(Number.isFinite(seconds) && seconds > 0 && { retryAfterMs: Math.min(seconds, 3600) * 1000 }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function codeOf(error: Error): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'it took too long';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
