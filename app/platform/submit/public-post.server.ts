// A POST to an address that a stranger gave: only to the public network, and of its answer only so much.
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { publicAddress } from '../mail/public-address.server.ts';

export interface PostInit {
  headers: Record<string, string>;
  body: Uint8Array;
  timeoutMs: number;
}

const MOST_ANSWER = 10_000;

/** Looks once, and connects to what it saw: a name that leads elsewhere a moment later leads nowhere. */
const publicLookup: LookupFunction = (host, options, done) => {
  publicAddress(host).then(
    (address) => {
      const family = address.includes(':') ? 6 : 4;
      if (options.all) done(null, [{ address, family }]);
      else done(null, address, family);
    },
    () => done(notFound(), ''),
  );
};

/** As where there is no such name: nothing has left. */
const notFound = () => Object.assign(new Error('no public address'), { code: 'ENOTFOUND' });

/**
 * Follows no redirect, and reads no more of the answer than says what became of it.
 * @param anywhere for a stand-in on this machine, in tests and the devstore
 */
export async function publicPost(
  url: string,
  { headers, body, timeoutMs }: PostInit,
  anywhere = false,
): Promise<Response> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  // digits are not looked up
  if (!anywhere && isIP(host) !== 0)
    await publicAddress(host).catch(() => {
      throw notFound();
    });
  const send = protocol === 'http:' ? overHttp : overHttps;
  return new Promise((resolve, reject) => {
    const asked = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(body.byteLength) },
        signal: AbortSignal.timeout(timeoutMs),
        ...(!anywhere && { lookup: publicLookup }),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const status = answer.statusCode ?? 500;
        const end = () => {
          const text = status === 204 || status === 304 ? null : Buffer.concat(chunks).subarray(0, MOST_ANSWER);
          const retryAfter = answer.headers['retry-after'];
          resolve(new Response(text, { status, ...(retryAfter && { headers: { 'retry-after': retryAfter } }) }));
        };
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > MOST_ANSWER) answer.destroy();
        });
        // its head has said what became of it, whatever happens to the rest
        answer.on('close', end);
        answer.on('error', () => {});
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
