import { z } from 'zod';
import { refused } from '../submit/http-submit.server.ts';
import { asJson } from './call.server.ts';
import { createGraph } from './graph.server.ts';
import { textWithLink } from './networks.ts';
import type { SocialNetwork, SocialTools } from './social-network.ts';

export interface InstagramAccount {
  /** of the Facebook page that it belongs to */
  token: string;
  /** empty before it is known */
  user: string;
}

const NAME = 'Instagram';
const identity = z.object({
  instagram_business_account: z.object({ id: z.string(), username: z.string() }).optional(),
});
const quota = z.object({
  data: z.array(z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number() }).optional() })),
});
const made = z.object({ id: z.string() });
const state = z.object({ status_code: z.string(), status: z.string().default('') });
const media = z.object({ permalink: z.string() });
const counted = z.object({ like_count: z.number().optional(), comments_count: z.number().optional() });
const insights = z.object({
  data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: z.number() })) })),
});

const LOOK_AGAIN_MS = 60_000;
const FULL_MS = 3_600_000;

/** Two steps, of which nobody sees the first: https://developers.facebook.com/docs/instagram-platform/content-publishing */
export function createInstagram({ token, user }: InstagramAccount, tools: SocialTools): SocialNetwork {
  const { at, caller } = createGraph(NAME, token, tools);
  return {
    async identify() {
      const done = await caller.ask({ url: at('me?fields=instagram_business_account{id,username}') });
      if (done.kind !== 'answer') return done;
      const read = identity.safeParse(done.answer.json).data?.instagram_business_account;
      if (!read) return refused('no Instagram account belongs to the page of this token', { permanent: true });
      return { kind: 'account', remoteId: read.id, name: `@${read.username}` };
    },

    async prepare({ text, link, picture, alt }, before) {
      let container = before['container'];
      if (container === undefined) {
        const room = await caller.ask({ url: at(`${user}/content_publishing_limit?fields=quota_usage,config`) });
        if (room.kind !== 'answer') return room;
        const used = quota.safeParse(room.answer.json).data?.data[0];
        if (used?.config && used.quota_usage >= used.config.quota_total) {
          const reason = `Instagram has taken ${used.quota_usage} posts in 24 hours and takes no more`;
          return { kind: 'later', prepared: {}, afterMs: FULL_MS, reason };
        }
        const body = { image_url: picture, caption: textWithLink(text, link), ...(alt && { alt_text: alt }) };
        const done = await caller.ask({ url: at(`${user}/media`), ...asJson(body) });
        if (done.kind !== 'answer') return done;
        container = made.safeParse(done.answer.json).data?.id;
        if (container === undefined) return refused('Instagram did not say what it calls the picture');
      }
      const looked = await caller.ask({ url: at(`${container}?fields=status_code,status`) });
      if (looked.kind !== 'answer') return looked;
      const { status_code: code, status } = state.safeParse(looked.answer.json).data ?? { status_code: '', status: '' };
      if (code === 'FINISHED') return { kind: 'ready', prepared: { container } };
      if (code === 'ERROR') return refused(`Instagram cannot use the picture: ${status}`, { permanent: true });
      // one that has waited for a day is made anew
      const prepared: Record<string, string> = code === 'EXPIRED' ? {} : { container };
      return { kind: 'later', prepared, afterMs: LOOK_AGAIN_MS, reason: 'Instagram is still at work on the picture' };
    },

    async publish(_content, { container = '' }) {
      const done = await caller.once(
        { url: at(`${user}/media_publish`), ...asJson({ creation_id: container }) },
        ({ json }) => ({ providerId: made.safeParse(json).data?.id ?? null, url: null }),
      );
      if (done.kind !== 'submitted' || done.providerId === null) return done;
      // it is out: that its address is not told changes nothing
      const looked = await caller.ask({ url: at(`${done.providerId}?fields=permalink`) });
      const url = looked.kind === 'answer' ? (media.safeParse(looked.answer.json).data?.permalink ?? null) : null;
      return { ...done, url };
    },

    async results(remoteId) {
      const done = await caller.ask({ url: at(`${remoteId}?fields=like_count,comments_count`) });
      if (done.kind !== 'answer') return /said 100:/.test(done.reason) ? { kind: 'gone' } : done;
      const read = counted.safeParse(done.answer.json).data ?? {};
      const more = await caller.ask({ url: at(`${remoteId}/insights?metric=reach,shares`) });
      const told = more.kind === 'answer' ? (insights.safeParse(more.answer.json).data?.data ?? []) : [];
      const insight = (name: string) => told.find((one) => one.name === name)?.values[0]?.value ?? null;
      return {
        kind: 'results',
        results: {
          likes: read.like_count ?? null,
          comments: read.comments_count ?? null,
          shares: insight('shares'),
          clicks: null,
          reach: insight('reach'),
        },
      };
    },
  };
}
