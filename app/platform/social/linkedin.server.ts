import { z } from 'zod';
import type { Answered } from '../submit/exchange.server.ts';
import { refused } from '../submit/http-submit.server.ts';
import { asJson, createCaller } from './call.server.ts';
import { beyond, LINKEDIN_PLACES, textWithLink } from './networks.ts';
import { fetchPicture } from './picture.server.ts';
import type { SocialNetwork, SocialRefusal, SocialTools } from './social-network.ts';

export interface LinkedinPage {
  token: string;
  /** the number of the organization */
  organization: string;
}

/** Each version stands for a year: https://learn.microsoft.com/en-us/linkedin/marketing/versioning */
const VERSION = '202606';

const identity = z.object({ localizedName: z.string() });
const upload = z.object({ value: z.object({ uploadUrl: z.string(), image: z.string() }) });
const said = z.object({ message: z.string().default(''), code: z.string().default('') });
const counted = z.object({
  elements: z.array(
    z.object({
      totalShareStatistics: z.object({
        likeCount: z.number().optional(),
        commentCount: z.number().optional(),
        shareCount: z.number().optional(),
        clickCount: z.number().optional(),
        uniqueImpressionsCount: z.number().optional(),
      }),
    }),
  ),
});

/** Posts of an organization: https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api */
export function createLinkedin({ token, organization }: LinkedinPage, tools: SocialTools): SocialNetwork {
  const base = `${tools.origin ?? 'https://api.linkedin.com'}/rest`;
  const author = `urn:li:organization:${organization}`;
  const headers = {
    authorization: `Bearer ${token}`,
    'linkedin-version': VERSION,
    'x-restli-protocol-version': '2.0.0',
  };
  const caller = createCaller('LinkedIn', { timeoutMs: tools.timeoutMs, headers }, readLinkedinRefusal);
  return {
    async identify() {
      const done = await caller.ask({ url: `${base}/organizations/${encodeURIComponent(organization)}` });
      if (done.kind !== 'answer') return done;
      const read = identity.safeParse(done.answer.json).data;
      if (!read) return refused('LinkedIn did not say whose page it is');
      return { kind: 'account', remoteId: organization, name: read.localizedName };
    },

    async prepare({ picture }, before) {
      if (picture === '' || before['image']) return { kind: 'ready', prepared: before };
      const fetched = await fetchPicture(picture, tools);
      if (fetched.kind !== 'picture') return fetched;
      const begun = await caller.ask({
        url: `${base}/images?action=initializeUpload`,
        ...asJson({ initializeUploadRequest: { owner: author } }),
      });
      if (begun.kind !== 'answer') return begun;
      const place = upload.safeParse(begun.answer.json).data?.value;
      if (!place) return refused('LinkedIn did not say where the picture goes');
      const headersOfUpload = { 'content-type': fetched.type };
      const put = await caller.ask({
        url: place.uploadUrl,
        method: 'PUT',
        headers: headersOfUpload,
        body: fetched.bytes,
      });
      return put.kind === 'answer' ? { kind: 'ready', prepared: { image: place.image } } : put;
    },

    publish({ text, link, alt, target }, prepared) {
      const { image } = prepared;
      const narrowed = target.countries.length > 0 && !beyond('linkedin', target).includes('countries');
      const places = narrowed ? target.countries.map((code) => `urn:li:geo:${LINKEDIN_PLACES[code] ?? ''}`) : [];
      const content = image
        ? { media: { id: image, ...(alt && { altText: alt }) } }
        : link && { article: { source: link, title: titleOf(text) } };
      const body = {
        author,
        commentary: littleText(image ? textWithLink(text, link) : text),
        visibility: 'PUBLIC',
        distribution: {
          feedDistribution: 'MAIN_FEED',
          targetEntities: places.length > 0 ? [{ geoLocations: places }] : [],
          thirdPartyDistributionChannels: [],
        },
        ...(content && { content }),
        lifecycleState: 'PUBLISHED',
        isReshareDisabledByAuthor: false,
      };
      return caller.once({ url: `${base}/posts`, ...asJson(body) }, (answer) => {
        const id = answer.headers['x-restli-id'] ?? null;
        return { providerId: id, url: id && `https://www.linkedin.com/feed/update/${id}/` };
      });
    },

    async results(remoteId) {
      const kind = remoteId.startsWith('urn:li:ugcPost:') ? 'ugcPosts' : 'shares';
      const query = `q=organizationalEntity&organizationalEntity=${encodeURIComponent(author)}&${kind}=List(${encodeURIComponent(remoteId)})`;
      const done = await caller.ask({ url: `${base}/organizationalEntityShareStatistics?${query}` });
      if (done.kind !== 'answer') return done;
      const read = counted.safeParse(done.answer.json).data?.elements[0]?.totalShareStatistics;
      // nothing is told of a post that is not there any more
      if (!read) return { kind: 'gone' };
      return {
        kind: 'results',
        results: {
          likes: read.likeCount ?? null,
          comments: read.commentCount ?? null,
          shares: read.shareCount ?? null,
          clicks: read.clickCount ?? null,
          reach: read.uniqueImpressionsCount ?? null,
        },
      };
    },
  };
}

function readLinkedinRefusal(answer: Answered): SocialRefusal | null {
  const read = said.safeParse(answer.json).data;
  const reason = `LinkedIn said ${answer.status}: ${read?.message ?? ''}`;
  if (answer.status === 401) return { ...refused(reason, { trouble: 'unreachable' }), expired: true };
  if (answer.status === 400 || answer.status === 404 || answer.status === 409 || answer.status === 422)
    return refused(reason, { permanent: true });
  return null;
}

/** An article needs a title: its first line. */
const titleOf = (text: string) => [...(text.split('\n')[0] ?? '')].slice(0, 200).join('').trim() || '…';

/**
 * Marks stand for themselves, and hashtags for hashtags:
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
 */
export function littleText(text: string): string {
  const escape = (part: string) => part.replaceAll(/[\\|{}@[\]()<>#*_~]/g, String.raw`\$&`);
  let done = '';
  let from = 0;
  for (const { index, 1: before = '', 2: tag = '' } of text.matchAll(/(^|\s)#([\p{L}\p{N}_]+)/gu)) {
    done += `${escape(text.slice(from, index))}${before}{hashtag|\\#|${escape(tag)}}`;
    from = index + before.length + 1 + tag.length;
  }
  return done + escape(text.slice(from));
}
