import { z } from 'zod';
import type { Answered } from '../submit/exchange.server.ts';
import { refused } from '../submit/http-submit.server.ts';
import { asJson, createCaller } from './call.server.ts';
import { textWithLink } from './networks.ts';
import { fetchPicture } from './picture.server.ts';
import type { Preparation, SocialNetwork, SocialRefusal, SocialTools } from './social-network.ts';

export interface MastodonAccount {
  token: string;
  /** the host, as the merchant entered it */
  server: string;
}

const identity = z.object({ id: z.string(), acct: z.string() });
const instance = z.object({
  configuration: z.object({ statuses: z.object({ max_characters: z.number().int().min(1) }) }),
});
const made = z.object({ id: z.string(), url: z.string().nullable().default(null) });
const media = z.object({ id: z.string(), url: z.string().nullable().default(null) });
const said = z.object({ error: z.string() });
const counted = z.object({ favourites_count: z.number(), replies_count: z.number(), reblogs_count: z.number() });

const LOOK_AGAIN_MS = 5000;

/** https://docs.joinmastodon.org/methods/statuses/ */
export function createMastodon({ token, server }: MastodonAccount, tools: SocialTools): SocialNetwork {
  const base = `${tools.origin ?? `https://${server}`}/api`;
  const caller = createCaller(
    'Mastodon',
    { timeoutMs: tools.timeoutMs, publicOnly: !tools.privateHosts, headers: { authorization: `Bearer ${token}` } },
    readMastodonRefusal,
  );
  return {
    async identify() {
      const done = await caller.ask({ url: `${base}/v1/accounts/verify_credentials` });
      if (done.kind !== 'answer') return done;
      const read = identity.safeParse(done.answer.json).data;
      if (!read) return refused('the server did not say whose token it is');
      const rules = await caller.ask({ url: `${base}/v2/instance` });
      const limit = rules.kind === 'answer' ? instance.safeParse(rules.answer.json).data : undefined;
      return {
        kind: 'account',
        remoteId: read.id,
        name: `@${read.acct}@${server}`,
        ...(limit && { textLimit: limit.configuration.statuses.max_characters }),
      };
    },

    async prepare({ picture, alt }, before): Promise<Preparation> {
      if (picture === '') return { kind: 'ready', prepared: {} };
      let { media: id } = before;
      if (id === undefined) {
        const fetched = await fetchPicture(picture, tools);
        if (fetched.kind !== 'picture') return fetched;
        const form = new FormData();
        form.set('file', new File([new Uint8Array(fetched.bytes)], 'picture', { type: fetched.type }));
        if (alt) form.set('description', alt);
        const done = await caller.ask({ url: `${base}/v2/media`, method: 'POST', body: form });
        if (done.kind !== 'answer') return done;
        id = media.safeParse(done.answer.json).data?.id;
        if (id === undefined) return refused('the server did not say what it calls the picture');
        if (done.answer.status === 200) return { kind: 'ready', prepared: { media: id } };
      }
      const looked = await caller.ask({ url: `${base}/v1/media/${encodeURIComponent(id)}` });
      if (looked.kind !== 'answer') return looked;
      // 206: it is still at work on it
      if (looked.answer.status === 200) return { kind: 'ready', prepared: { media: id } };
      const reason = 'the server is still at work on the picture';
      return { kind: 'later', prepared: { media: id }, afterMs: LOOK_AGAIN_MS, reason };
    },

    publish({ key, text, link }, prepared) {
      const { media: id } = prepared;
      const ask = asJson({
        status: textWithLink(text, link),
        visibility: 'public',
        ...(id && { media_ids: [id] }),
      });
      return caller.once(
        // kept for an hour: within it a second attempt finds the first
        { url: `${base}/v1/statuses`, ...ask, headers: { ...ask.headers, 'idempotency-key': key } },
        ({ json }) => {
          const read = made.safeParse(json).data;
          return { providerId: read?.id ?? null, url: read?.url ?? null };
        },
      );
    },

    async results(remoteId) {
      const done = await caller.ask({ url: `${base}/v1/statuses/${encodeURIComponent(remoteId)}` });
      if (done.kind !== 'answer') return /said 404:/.test(done.reason) ? { kind: 'gone' } : done;
      const read = counted.safeParse(done.answer.json).data;
      if (!read) return refused('the server told nothing that could be read');
      return {
        kind: 'results',
        results: {
          likes: read.favourites_count,
          comments: read.replies_count,
          shares: read.reblogs_count,
          clicks: null,
          reach: null,
        },
      };
    },
  };
}

function readMastodonRefusal(answer: Answered): SocialRefusal | null {
  const reason = `Mastodon said ${answer.status}: ${said.safeParse(answer.json).data?.error ?? ''}`;
  if (answer.status === 401) return { ...refused(reason, { trouble: 'unreachable' }), expired: true };
  if (answer.status === 429) {
    const retryAfterMs = answer.retryAfterMs ?? resetMs(answer.headers);
    return refused(reason, { trouble: 'limited', ...(retryAfterMs && { retryAfterMs }) });
  }
  return answer.status === 404 || answer.status === 422 ? refused(reason, { permanent: true }) : null;
}

/** The instant at which it opens again, by the server's own clock. */
function resetMs(headers: Readonly<Record<string, string>>): number | null {
  const wait = Date.parse(headers['x-ratelimit-reset'] ?? '') - Date.parse(headers['date'] ?? '');
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, 3 * 3_600_000) : null;
}
