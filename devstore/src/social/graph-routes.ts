import type { Context, Hono } from 'hono';
import type { SocialNetworks } from './social-networks.ts';
import { bearer, refusal } from './tokens.ts';

const PAGE = '4711';
const INSTAGRAM = '1784';

const wrong = (c: Context, code: number, message: string) =>
  c.json({ error: { code, message, type: 'OAuthException' } }, 400);
const body = async (c: Context) => (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** The parts of the Graph API that pages and Instagram accounts publish by. */
export function graphRoutes(app: Hono, networks: SocialNetworks, shopName: string): void {
  for (const network of ['facebook', 'instagram'] as const) {
    const at = (path: string) => `/social/${network}/v24.0${path}`;
    app.use(at('/*'), async (c, next) => {
      if (!bearer(c)) return wrong(c, 190, 'Error validating access token');
      await next();
    });
    app.get(at('/me'), (c) =>
      c.json(
        network === 'facebook'
          ? { id: PAGE, name: shopName }
          : { id: PAGE, instagram_business_account: { id: INSTAGRAM, username: 'sandmill.goods' } },
      ),
    );
    app.get(at('/search'), (c) => c.json({ data: [{ id: '6003', name: c.req.query('q') ?? '' }] }));
    app.get(at('/:id'), (c) => {
      const id = c.req.param('id') ?? '';
      if (networks.held(id)) return c.json({ id, status_code: 'FINISHED' });
      const post = networks.get(id);
      if (!post) return wrong(c, 100, 'Object does not exist');
      const { likes, comments, shares } = networks.taken(post);
      const total = (total_count: number) => ({ summary: { total_count } });
      return c.json({
        id,
        permalink: `/mailbox/posts#${id}`,
        like_count: likes,
        comments_count: comments,
        likes: total(likes),
        comments: total(comments),
        shares: { count: shares },
      });
    });
    app.get(at('/:id/insights'), (c) => {
      const post = networks.get(c.req.param('id') ?? '');
      if (!post) return wrong(c, 100, 'Object does not exist');
      const { reach, shares } = networks.taken(post);
      const values = { reach, shares, post_impressions_unique: reach, post_clicks: shares * 3 };
      return c.json({ data: Object.entries(values).map(([name, value]) => ({ name, values: [{ value }] })) });
    });
  }

  app.post(`/social/facebook/v24.0/${PAGE}/photos`, async (c) => {
    const id = networks.fresh();
    networks.hold(id, { url: text((await body(c))['url']) });
    return c.json({ id });
  });
  app.post(`/social/facebook/v24.0/${PAGE}/feed`, async (c) => {
    const refused = refusal(c, networks);
    if (refused) return refused;
    const { message, link, attached_media: media, feed_targeting: shownTo = null } = await body(c);
    const [photo] = (Array.isArray(media) ? media : []) as { media_fbid?: string }[];
    const picture = networks.held(photo?.media_fbid ?? '')?.['url'] ?? null;
    const id = `${PAGE}_${networks.fresh()}`;
    networks.publish({
      id,
      network: 'facebook',
      text: text(message),
      link: text(link) || null,
      picture,
      alt: null,
      shownTo,
    });
    return c.json({ id });
  });

  app.get(`/social/instagram/v24.0/${INSTAGRAM}/content_publishing_limit`, (c) =>
    c.json({ data: [{ quota_usage: 0, config: { quota_total: 50, quota_duration: 86_400 } }] }),
  );
  app.post(`/social/instagram/v24.0/${INSTAGRAM}/media`, async (c) => {
    const { image_url: url, caption, alt_text: alt } = await body(c);
    if (!text(url)) return wrong(c, 100, 'The parameter image_url is required');
    const id = networks.fresh();
    networks.hold(id, { url: text(url), caption: text(caption), alt: text(alt) });
    return c.json({ id });
  });
  app.post(`/social/instagram/v24.0/${INSTAGRAM}/media_publish`, async (c) => {
    const refused = refusal(c, networks);
    if (refused) return refused;
    const container = networks.held(text((await body(c))['creation_id']));
    if (!container) return wrong(c, 9007, 'Media ID is not available');
    const id = `ig${networks.fresh()}`;
    const { url = null, caption = '', alt = null } = container;
    networks.publish({ id, network: 'instagram', text: caption, link: null, picture: url, alt, shownTo: null });
    return c.json({ id });
  });
}
