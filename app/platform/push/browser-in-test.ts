// Browsers that take push, as tests need them, and what reaches them.
import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';

export interface BrowserInTest {
  /** what the page hands over */
  offer(endpoint: string): { endpoint: string; keys: { p256dh: string; auth: string } };
  /** RFC 8291, from the receiver's side */
  read(body: Buffer): Record<string, unknown>;
}

export function browserInTest(): BrowserInTest {
  const keys: ECDH = createECDH('prime256v1');
  const publicKey = keys.generateKeys();
  const auth = randomBytes(16);
  return {
    offer: (endpoint) => ({
      endpoint,
      keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    }),
    read(body) {
      const sender = body.subarray(21, 86);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
      const shared = Buffer.from(hkdfSync('sha256', keys.computeSecret(sender), auth, info, 32));
      const derive = (use: string, size: number) =>
        Buffer.from(hkdfSync('sha256', shared, body.subarray(0, 16), `Content-Encoding: ${use}\0`, size));
      const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
      decipher.setAuthTag(body.subarray(-16));
      const plain = Buffer.concat([decipher.update(body.subarray(86, -16)), decipher.final()]);
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8')) as Record<string, unknown>;
    },
  };
}
