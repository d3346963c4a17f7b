// Signature Version 4 of Amazon's APIs, as far as one JSON call needs it.
import { createHash, createHmac } from 'node:crypto';

interface Signing {
  method: string;
  url: string;
  body: string;
  region: string;
  service: string;
  keyId: string;
  secret: string;
  /** milliseconds UTC */
  now: number;
  /** signed beside the host and the date; names in lower case */
  headers?: Readonly<Record<string, string>>;
}

/** @returns the headers to send: those given, the date and the authorization */
export function signedHeaders(signing: Signing): Record<string, string> {
  const { method, url, body, region, service, keyId, secret } = signing;
  const { host, pathname } = new URL(url);
  const moment = new Date(signing.now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const day = moment.slice(0, 8);
  const given: Record<string, string> = { ...signing.headers, host, 'x-amz-date': moment };
  const names = Object.keys(given).sort();
  const canonical = [
    method,
    pathname,
    '',
    ...names.map((name) => `${name}:${given[name]?.trim() ?? ''}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  // the client writes the host by itself
  const { host: _host, ...sent } = given;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
