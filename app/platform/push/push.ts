/** A note for one browser, ready to be encrypted for it. */
export interface Push {
  endpoint: string;
  /** the browser's own keys: base64url (RFC 8291) */
  p256dh: string;
  auth: string;
  /** what the service worker shows, as JSON */
  payload: string;
  /** for how long the push service keeps it for a browser that is away */
  ttlSeconds: number;
  /** of two that wait under one topic the browser gets the later; at most 32 letters of base64url (RFC 8030, 5.4) */
  topic: string;
  /** by whom it is sent (RFC 8292) */
  vapid: { publicKey: string; privateKey: string; subject: string };
}
