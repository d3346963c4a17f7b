import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Keeps secrets at rest: AES-256-GCM, a fresh nonce each time. */
export interface Seal {
  seal(plain: string): string;
  /** @throws when the text was not sealed with one of these keys, or was changed */
  open(sealed: string): string;
  /** whether a text was sealed with the present key */
  isCurrent(sealed: string): boolean;
  /** keyed hash of a value that must be compared but not read (an address in the suppression list) */
  hash(value: string): string;
  /** short signature for links; pair with `verify` */
  sign(purpose: string, value: string): string;
  verify(purpose: string, value: string, signature: string): boolean;
}

/** What a seal is made of. Hashes and signatures have keys of their own, which outlive the key that seals. */
export interface SealKeys {
  /** former keys, with which older texts were sealed */
  old?: readonly string[];
  /** base64url; without them they are derived from the key */
  hashKey?: string;
  signKey?: string;
}

/** Before keys had names in the sealed text: any of them may be the one. */
const NAMELESS = 'v1';
const NAMED = 'v2';

/** @param key any secret text of at least 32 characters */
export function createSeal(key: string, { old = [], hashKey, signKey }: SealKeys = {}): Seal {
  const ring = [key, ...old].map((secret) => ({ name: nameOf(secret), key: deriveKey(secret, 'seal') }));
  const current = ring[0] ?? { name: nameOf(key), key: deriveKey(key, 'seal') };
  // made once: bytes would be made a key again for each of a mail's many links
  const hashing = createSecretKey(hashKey ? Buffer.from(hashKey, 'base64url') : deriveKey(key, 'hash'));
  const signing = createSecretKey(signKey ? Buffer.from(signKey, 'base64url') : deriveKey(key, 'sign'));
  const sign = (purpose: string, value: string) =>
    createHmac('sha256', signing).update(`${purpose}\n${value}`).digest().subarray(0, 16).toString('base64url');
  return {
    seal(plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${NAMED}.${current.name}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      const [version, ...rest] = sealed.split('.');
      const [name, body] = version === NAMED ? [rest[0], rest[1]] : [null, rest[0]];
      if ((version !== NAMED && version !== NAMELESS) || !body) throw new Error('not a sealed text');
      const keys = name === null ? ring : ring.filter((one) => one.name === name);
      for (const [index, one] of keys.entries()) {
        try {
          return openWith(one.key, body);
        } catch (error) {
          if (index === keys.length - 1) throw error;
        }
      }
      throw new Error('sealed with a key that is not here');
    },
    isCurrent: (sealed) => sealed.startsWith(`${NAMED}.${current.name}.`),
    hash: (value) => createHmac('sha256', hashing).update(value).digest('base64url'),
    sign,
    verify: (purpose, value, signature) => sameText(sign(purpose, value), signature),
  };
}

/** The key for one use of a secret. */
export function deriveKey(secret: string, use: 'seal' | 'hash' | 'sign'): Buffer {
  return createHmac('sha256', secret).update(`sandmill:${use}`).digest();
}

/** Tells keys apart without telling what they are. */
function nameOf(secret: string): string {
  return createHmac('sha256', secret).update('sandmill:name').digest('base64url').slice(0, 8);
}

function openWith(key: Buffer, body: string): string {
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
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
