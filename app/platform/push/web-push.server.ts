// Web push: encrypted for its browser (RFC 8291), signed by the shop's key (RFC 8292), posted once (RFC 8030).
import { LRUCache } from 'lru-cache';
import webPush from 'web-push';
import { type Clock, HOUR } from '../clock/clock.ts';
import { type HttpAnswer, refusalByStatus, refused, submitOverHttp } from '../submit/http-submit.server.ts';
import type { SubmitOutcome } from '../submit/outcome.ts';
import type { Transport } from '../submit/transport.ts';
import type { Push } from './push.ts';

interface Options {
  clock: Clock;
  timeoutMs?: number;
  /** the origin of a service that stands in for them all, on this machine; for the devstore and tests */
  standIn?: string | undefined;
}

/** Of what a stranger's address answers, more is not read. */
const MOST_ANSWER = 10_000;
const ENCODING = 'aes128gcm';
/** A signature holds for half a day: signing anew for every note would cost more than sealing it. */
const SIGNED_FOR_MS = 6 * HOUR;

/** Of which trouble is believed: anybody may subscribe with an address of her own, and must not stop the others' notes. */
const SERVICES =
  /^(?:fcm\.googleapis\.com|android\.googleapis\.com|.+\.push\.services\.mozilla\.com|.+\.push\.apple\.com|.+\.notify\.windows\.com)$/;

export function createWebPush({ clock, timeoutMs = 20_000, standIn }: Options): Transport<Push> {
  const signed = new LRUCache<string, { header: string; at: number }>({ max: 1000 });

  function authorization(origin: string, { publicKey, privateKey, subject }: Push['vapid']): string {
    const key = `${publicKey} ${origin} ${subject}`;
    const now = clock.now();
    const known = signed.get(key);
    if (known && Math.abs(now - known.at) < SIGNED_FOR_MS) return known.header;
    const header = webPush.getVapidHeaders(origin, subject, publicKey, privateKey, ENCODING).Authorization;
    signed.set(key, { header, at: now });
    return header;
  }

  return {
    async submit({ endpoint, p256dh, auth, payload, ttlSeconds, topic, vapid }) {
      const { origin, hostname } = new URL(endpoint);
      const isStandIn = standIn !== undefined && origin === new URL(standIn).origin;
      const body = webPush.encrypt(p256dh, auth, payload, ENCODING).cipherText;
      const headers = {
        authorization: authorization(origin, vapid),
        'content-type': 'application/octet-stream',
        'content-encoding': ENCODING,
        ttl: String(ttlSeconds),
        urgency: 'normal',
        topic,
      };
      const ask = { url: endpoint, headers, body, timeoutMs, publicOnly: !isStandIn, maxBytes: MOST_ANSWER };
      const outcome = await submitOverHttp(ask, meaningOf);
      return isStandIn || SERVICES.test(hostname) ? outcome : ofOneBrowser(outcome);
    },
    close: async () => {},
  };
}

function meaningOf(answer: HttpAnswer): SubmitOutcome {
  const { status, text } = answer;
  if (status >= 200 && status < 300) return { kind: 'submitted', providerId: null };
  const reason = `the push service said ${status}${text ? `: ${text}` : ''}`;
  // RFC 8030, 7.3: the subscription is over; no other note will get there
  if (status === 404 || status === 410) return refused(reason, { noMailbox: true, ofRecipient: true });
  // one browser's keys may not be ours any more, and our clock may be wrong: both go by tries
  if (status === 401 || status === 403) return refused(reason, { trouble: 'failing' });
  return refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
}

function ofOneBrowser(outcome: SubmitOutcome): SubmitOutcome {
  if (outcome.kind !== 'refused') return outcome;
  const { trouble: _, retryAfterMs: __, ...rest } = outcome;
  return rest;
}
