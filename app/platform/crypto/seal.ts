import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keeps secrets at rest: AES-256-GCM, a fresh nonce each time. */
export interface Seal {
  seal(plain: string): string;
  /** @throws when the text was not sealed with this key, or was changed */
  open(sealed: string): string;
  /** keyed hash of a value that must be compared but not read (an address in the suppression list) */
  hash(value: string): string;
  /** short signature for links; pair with `verify` */
  sign(purpose: string, value: string): string;
  verify(purpose: string, value: string, signature: string): boolean;
}

const PREFIX = 'v1.';

/** @param key any secret text of at least 32 characters */
export function createSeal(key: string): Seal {
  const derive = (use: string) => createHmac('sha256', key).update(`sandmill:${use}`).digest();
  const sealKey = derive('seal');
  const hashKey = derive('hash');
  const signKey = derive('sign');
  const sign = (purpose: string, value: string) =>
    createHmac('sha256', signKey).update(`${purpose}\n${value}`).digest().subarray(0, 16).toString('base64url');
  return {
    seal(plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed) {
      if (!sealed.startsWith(PREFIX)) throw new Error('not a sealed text');
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
    hash: (value) => createHmac('sha256', hashKey).update(value).digest('base64url'),
    sign,
    verify: (purpose, value, signature) => sameText(sign(purpose, value), signature),
  };
}

/** Compares without telling by its duration where the difference is. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** An opaque, stable id for a value: the same value has the same id on every machine and in every run. */
export function stableId(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);
}
