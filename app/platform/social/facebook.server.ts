import { z } from 'zod';
import { refused } from '../submit/http-submit.server.ts';
import { asJson } from './call.server.ts';
import { createGraph } from './graph.server.ts';
import { beyond, textWithLink } from './networks.ts';
import type { SocialContent, SocialNetwork, SocialRefusal, SocialTools } from './social-network.ts';

export interface FacebookPage {
  /** of the page */
  token: string;
  /** empty before it is known */
  page: string;
}

const NAME = 'Facebook';
const identity = z.object({ id: z.string(), name: z.string() });
const made = z.object({ id: z.string() });
const found = z.object({ data: z.array(z.object({ id: z.coerce.string(), name: z.string() })) });
const total = z.object({ summary: z.object({ total_count: z.number() }) }).optional();
const counted = z.object({
  likes: total,
  comments: total,
  shares: z.object({ count: z.number() }).optional(),
});
const insights = z.object({
  data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: z.number() })) })),
});

/** Posts of a Facebook page: https://developers.facebook.com/docs/graph-api/reference/page/feed */
export function createFacebook({ token, page }: FacebookPage, tools: SocialTools): SocialNetwork {
  const { at, caller } = createGraph(NAME, token, tools);

  /** A post can be meant for interests only by Facebook's own numbers for them. */
  async function interestIds(names: readonly string[]): Promise<string[] | SocialRefusal> {
    const ids: string[] = [];
    for (const name of names) {
      const done = await caller.ask({ url: at(`search?type=adinterest&limit=10&q=${encodeURIComponent(name)}`) });
      if (done.kind !== 'answer') return done;
      const near = found.safeParse(done.answer.json).data?.data ?? [];
      const exact = near.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (!exact) {
        const hint = near[0] ? `; it knows “${near[0].name}”` : '';
        return refused(`Facebook knows no interest “${name}”${hint}`, { permanent: true });
      }
      ids.push(exact.id);
    }
    return ids;
  }

  return {
    async identify() {
      const done = await caller.ask({ url: at('me?fields=id,name') });
      if (done.kind !== 'answer') return done;
      const read = identity.safeParse(done.answer.json).data;
      return read
        ? { kind: 'account', remoteId: read.id, name: read.name }
        : refused('Facebook did not say whose token it is');
    },

    async prepare({ target, picture }, before) {
      const ids = before['interests']?.split(',') ?? (await interestIds(target.interests));
      if (!Array.isArray(ids)) return ids;
      const interests = { ...(ids.length > 0 && { interests: ids.join(',') }) };
      if (picture === '' || before['photo']) return { kind: 'ready', prepared: { ...before, ...interests } };
      // nobody sees it until a post carries it
      const done = await caller.ask({ url: at(`${page}/photos`), ...asJson({ url: picture, published: false }) });
      if (done.kind !== 'answer') return done;
      const photo = made.safeParse(done.answer.json).data?.id;
      if (photo === undefined) return refused('Facebook took the picture and did not say what it is called');
      return { kind: 'ready', prepared: { ...interests, photo } };
    },

    publish(content, prepared) {
      const { text, link, picture } = content;
      const targeting = targetingOf(content, prepared['interests']);
      const body = {
        // beside a picture there is no card for a link
        message: picture === '' ? text : textWithLink(text, link),
        ...(picture === '' && link !== '' && { link }),
        ...(prepared['photo'] && { attached_media: [{ media_fbid: prepared['photo'] }] }),
        ...(targeting && { feed_targeting: targeting }),
      };
      return caller.once({ url: at(`${page}/feed`), ...asJson(body) }, ({ json }) => {
        const id = made.safeParse(json).data?.id ?? null;
        return { providerId: id, url: id && `https://www.facebook.com/${id}` };
      });
    },

    async results(remoteId) {
      const fields = 'likes.summary(true).limit(0),comments.summary(true).limit(0),shares';
      const done = await caller.ask({ url: at(`${remoteId}?fields=${fields}`) });
      if (done.kind !== 'answer') return isGone(done) ? { kind: 'gone' } : done;
      const read = counted.safeParse(done.answer.json).data;
      if (!read) return refused('Facebook told nothing that could be read');
      const more = await caller.ask({ url: at(`${remoteId}/insights?metric=post_clicks,post_impressions_unique`) });
      const told = more.kind === 'answer' ? (insights.safeParse(more.answer.json).data?.data ?? []) : [];
      const insight = (name: string) => told.find((one) => one.name === name)?.values[0]?.value ?? null;
      return {
        kind: 'results',
        results: {
          likes: read.likes?.summary.total_count ?? null,
          comments: read.comments?.summary.total_count ?? null,
          shares: read.shares?.count ?? 0,
          clicks: insight('post_clicks'),
          reach: insight('post_impressions_unique'),
        },
      };
    },
  };
}

/** Who has it in the feed; on the page itself everybody sees it. */
function targetingOf({ target }: SocialContent, interests: string | undefined) {
  const { countries, ageFrom, ageTo } = target;
  if (beyond('facebook', target).length > 0) return null;
  const targeting = {
    ...(countries.length > 0 && { geo_locations: { countries } }),
    ...(ageFrom !== null && { age_min: ageFrom }),
    ...(ageTo !== null && { age_max: ageTo }),
    ...(interests && { interests: interests.split(',') }),
  };
  return Object.keys(targeting).length > 0 ? targeting : null;
}

/** 100: there is no object of that id, or none that this token may see. */
const isGone = ({ reason }: SocialRefusal) => /said 100:/.test(reason);
