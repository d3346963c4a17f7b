import { createPublicKey, verify } from 'node:crypto';

/** Why a push service would not take a message (RFC 8292, section 4.2); null: it is signed by the key it was subscribed with. */
export function wrongSignature(
  header: string | undefined,
  { key, origin, now }: { key: string; origin: string; now: number },
): string | null {
  const [, token, named] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(header ?? '') ?? [];
  if (!token || !named) return 'no VAPID signature';
  if (named !== key) return 'not the key that the browser subscribed with';
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url')))
    return 'the signature is wrong';
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { aud?: string; exp?: number };
  if (aud !== origin) return 'signed for another push service';
  if (!exp || exp * 1000 < now || exp * 1000 > now + 24 * 3600 * 1000) return 'signed for another time';
  return null;
}
