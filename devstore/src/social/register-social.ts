import type { Context } from 'hono';
import type { Register } from '../devstore.ts';
import { graphRoutes } from './graph-routes.ts';
import { postsPage } from './posts-page.ts';
import { bearer, refusal } from './tokens.ts';

const MOST_CHARACTERS = 500;

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const asPicture = (type: string, bytes: ArrayBuffer) =>
  `data:${type.replaceAll(/[^\w/+.-]/g, '')};base64,${Buffer.from(bytes).toString('base64')}`;

/** Facebook, Instagram, LinkedIn and Mastodon at `/social/…`, and what was published there at `/mailbox/posts`. */
export const registerSocial: Register = (app, { social, store, config }) => {
  graphRoutes(app, social, store.shop.name);

  const linkedin = (path: string) => `/social/linkedin/rest${path}`;
  const mastodon = (path: string) => `/social/mastodon/api${path}`;
  app.use('/social/linkedin/rest/*', async (c, next) => {
    if (!bearer(c)) return c.json({ status: 401, code: 'INVALID_ACCESS_TOKEN', message: 'Invalid access token' }, 401);
    await next();
  });
  app.get(linkedin('/organizations/:id'), (c) =>
    c.json({ id: Number(c.req.param('id') ?? ''), localizedName: store.shop.name }),
  );
  app.post(linkedin('/images'), (c) => {
    const image = `urn:li:image:${social.fresh()}`;
    social.hold(image, {});
    return c.json({ value: { image, uploadUrl: `${config.origin}${linkedin(`/upload/${image}`)}` } });
  });
  app.put(linkedin('/upload/:image'), async (c) => {
    const type = c.req.header('content-type') ?? '';
    social.hold(c.req.param('image') ?? '', { url: asPicture(type, await c.req.arrayBuffer()) });
    return c.body(null, 201);
  });
  app.post(linkedin('/posts'), async (c) => {
    const refused = refusal(c, social);
    if (refused) return refused;
    const post = (await c.req.json()) as Record<string, unknown> & {
      content?: { media?: { id?: string; altText?: string }; article?: { source?: string } };
      distribution?: { targetEntities?: unknown[] };
    };
    const id = `urn:li:share:${social.fresh()}`;
    const aimed = post.distribution?.targetEntities ?? [];
    social.publish({
      id,
      network: 'linkedin',
      // as it is shown: marks are not escaped, hashtags are words
      text: text(post['commentary'])
        .replaceAll(/\{hashtag\|\\#\|([^}]*)\}/g, '#$1')
        .replaceAll(/\\(.)/g, '$1'),
      link: post.content?.article?.source ?? null,
      picture: social.held(post.content?.media?.id ?? '')?.['url'] ?? null,
      alt: post.content?.media?.altText ?? null,
      shownTo: aimed.length > 0 ? aimed : null,
    });
    return c.body(null, 201, { 'x-restli-id': id });
  });
  app.get(linkedin('/organizationalEntityShareStatistics'), (c) => {
    const id = /List\(([^)]*)\)/.exec(c.req.query('shares') ?? '')?.[1] ?? '';
    const post = social.get(decodeURIComponent(id));
    if (!post) return c.json({ elements: [] });
    const { likes, comments, shares, reach } = social.taken(post);
    const totals = { likeCount: likes, commentCount: comments, shareCount: shares, clickCount: shares * 3 };
    return c.json({ elements: [{ totalShareStatistics: { ...totals, uniqueImpressionsCount: reach } }] });
  });

  const unknown = (c: Context) => c.json({ error: 'The access token is invalid' }, 401);
  app.get(mastodon('/v1/accounts/verify_credentials'), (c) =>
    bearer(c) ? c.json({ id: '1', acct: 'goods', display_name: store.shop.name }) : unknown(c),
  );
  app.get(mastodon('/v2/instance'), (c) =>
    c.json({ configuration: { statuses: { max_characters: MOST_CHARACTERS, characters_reserved_per_url: 23 } } }),
  );
  app.post(mastodon('/v2/media'), async (c) => {
    if (!bearer(c)) return unknown(c);
    const { file, description } = await c.req.parseBody();
    if (!(file instanceof File)) return c.json({ error: 'Validation failed: File can’t be blank' }, 422);
    const id = social.fresh();
    social.hold(id, { url: asPicture(file.type, await file.arrayBuffer()), alt: text(description) });
    return c.json({ id, url: `${config.origin}/mailbox/posts` });
  });
  app.post(mastodon('/v1/statuses'), async (c) => {
    if (!bearer(c)) return unknown(c);
    const refused = refusal(c, social);
    if (refused) return refused;
    const { status, media_ids: media } = (await c.req.json()) as { status?: string; media_ids?: string[] };
    const words = status ?? '';
    const length = [...words.replaceAll(/https?:\/\/\S+/g, 'x'.repeat(23))].length;
    if (length > MOST_CHARACTERS)
      return c.json({ error: `Validation failed: Text character limit of ${MOST_CHARACTERS} exceeded` }, 422);
    const { url = null, alt = null } = social.held(media?.[0] ?? '') ?? {};
    const post = social.publish(
      { id: `m${social.fresh()}`, network: 'mastodon', text: words, link: null, picture: url, alt, shownTo: null },
      c.req.header('idempotency-key'),
    );
    return c.json({ id: post.id, url: `${config.origin}/mailbox/posts#${post.id}` });
  });
  app.get(mastodon('/v1/statuses/:id'), (c) => {
    const post = social.get(c.req.param('id') ?? '');
    if (!post) return c.json({ error: 'Record not found' }, 404);
    const { likes, comments, shares } = social.taken(post);
    return c.json({ id: post.id, favourites_count: likes, replies_count: comments, reblogs_count: shares });
  });

  /** What goes wrong from now on: a status that every network answers to what is published, or null. */
  app.post('/devstore/social', async (c) => {
    const { status } = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    if (status !== null && !(Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599))
      return c.json({ error: 'a status from 400 to 599, or null, is needed' }, 400);
    social.trouble = status === null ? null : Number(status);
    return c.json({ status: social.trouble });
  });
  app.get('/mailbox/api/posts', (c) => c.json({ posts: social.posts() }));
  app.get('/mailbox/posts', (c) => c.html(postsPage(social.posts(), store.shop.name)));
};
