// What an API key is: a secret that only its holder has. Pure.
import { createHash, randomBytes } from 'node:crypto';

/** What a key allows. */
export const API_SCOPES = ['facts:write'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** By it a key that was left in public is found: https://docs.github.com/en/code-security/secret-scanning */
const PREFIX = 'sandmill_';
const BYTES = 32;
const SHAPE = new RegExp(`^${PREFIX}[\\w-]{43}$`);

export const newApiKey = (): string => PREFIX + randomBytes(BYTES).toString('base64url');

/** A key is as long as its hash, so a plain hash tells nothing of it and outlives the keys at rest. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** By which a merchant tells her keys apart. */
export const hintOf = (key: string): string => key.slice(0, PREFIX.length + 4);

/** The key of an `Authorization` header (RFC 6750), or null for what cannot be one. */
export function bearerKey(header: string | undefined): string | null {
  const [, token] = /^Bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  return token !== undefined && SHAPE.test(token) ? token : null;
}
