import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Asked, type HttpManner, startTwin, type Twin } from '../submit/twin-in-test.ts';
import { createFacebook } from './facebook.server.ts';
import { createInstagram } from './instagram.server.ts';
import { createLinkedin, littleText } from './linkedin.server.ts';
import { createMastodon } from './mastodon.server.ts';
import { beyond, lengthFor, LINKEDIN_PLACES } from './networks.ts';
import type { SocialContent, SocialNetwork, SocialTools } from './social-network.ts';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const json = (status: number, body: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(body),
  ...(headers && { headers }),
});
const everybody = { countries: [], ageFrom: null, ageTo: null, interests: [] };

let twin: Twin;
let routes: Record<string, HttpManner>;
beforeEach(async () => {
  routes = {};
  twin = await startTwin(({ method, path }) => {
    const found = Object.keys(routes).find((route) => `${method} ${path}`.startsWith(route));
    return routes[found ?? ''] ?? { status: 404, body: '{"error":"no such route"}' };
  });
});
afterEach(() => twin.close());

const tools = (): SocialTools => ({ timeoutMs: 300, origin: twin.origin, privateHosts: true });
const content = (part: Partial<SocialContent> = {}): SocialContent => ({
  key: 'v1',
  text: 'New mills',
  link: 'https://corner.example/mills',
  picture: '',
  alt: '',
  target: everybody,
  ...part,
});
const asked = (route: string): Asked | undefined =>
  twin.asked.find(({ method, path }) => `${method} ${path}`.startsWith(route));
const body = (route: string) => JSON.parse(asked(route)?.body ?? '{}') as Record<string, unknown>;

/** As the worker goes about it. */
async function publish(network: SocialNetwork, what: SocialContent) {
  const ready = await network.prepare(what, {});
  return ready.kind === 'ready' ? network.publish(what, ready.prepared) : ready;
}

interface Service {
  name: string;
  open(token?: string): SocialNetwork;
  /** the route of the step that makes it visible */
  visible: string;
  picture: string;
  ready(): Record<string, HttpManner>;
  wrongToken: Answer;
  tooMuch: Answer;
  ofTheContent: Answer;
}

const graphError = (code: number, message: string, more = {}) => json(400, { error: { code, message, ...more } });
const SERVICES: Service[] = [
  {
    name: 'Facebook',
    open: (token = 'secret-token') => createFacebook({ token, page: '7' }, tools()),
    visible: 'POST /v24.0/7/feed',
    picture: '',
    ready: () => ({ 'POST /v24.0/7/feed': json(200, { id: '7_1' }) }),
    wrongToken: graphError(190, 'Error validating access token'),
    tooMuch: json(
      400,
      { error: { code: 32, message: 'Page request limit reached' } },
      { 'x-business-use-case-usage': '{"7":[{"estimated_time_to_regain_access":9}]}' },
    ),
    ofTheContent: graphError(506, 'Duplicate status message'),
  },
  {
    name: 'Instagram',
    open: (token = 'secret-token') => createInstagram({ token, user: '9' }, tools()),
    visible: 'POST /v24.0/9/media_publish',
    picture: 'https://cdn.example/a.jpg',
    ready: () => ({
      'GET /v24.0/9/content_publishing_limit': json(200, { data: [{ quota_usage: 2, config: { quota_total: 50 } }] }),
      'POST /v24.0/9/media_publish': json(200, { id: 'm1' }),
      'POST /v24.0/9/media': json(200, { id: 'c1' }),
      'GET /v24.0/c1': json(200, { status_code: 'FINISHED' }),
      'GET /v24.0/m1': json(200, { permalink: 'https://instagram.example/p/1' }),
    }),
    wrongToken: graphError(190, 'Error validating access token'),
    tooMuch: json(400, { error: { code: 9, message: 'limit' } }, { 'retry-after': '540' }),
    ofTheContent: graphError(36_000, 'The aspect ratio is not supported'),
  },
  {
    name: 'LinkedIn',
    open: (token = 'secret-token') => createLinkedin({ token, organization: '5' }, tools()),
    visible: 'POST /rest/posts',
    picture: '',
    ready: () => ({ 'POST /rest/posts': { status: 201, headers: { 'x-restli-id': 'urn:li:share:1' }, body: '' } }),
    wrongToken: json(401, { message: 'The token used in the request has expired', code: 'EXPIRED_ACCESS_TOKEN' }),
    tooMuch: json(429, { message: 'slow down' }, { 'retry-after': '540' }),
    ofTheContent: json(422, { message: 'Content is a duplicate of urn:li:share:1', code: 'DUPLICATE_POST' }),
  },
  {
    name: 'Mastodon',
    open: (token = 'secret-token') => createMastodon({ token, server: 'mastodon.example' }, tools()),
    visible: 'POST /api/v1/statuses',
    picture: '',
    ready: () => ({ 'POST /api/v1/statuses': json(200, { id: 's1', url: 'https://mastodon.example/@corner/s1' }) }),
    wrongToken: json(401, { error: 'The access token is invalid' }),
    tooMuch: json(
      429,
      { error: 'Too many requests' },
      { date: 'Mon, 02 Mar 2026 10:00:00 GMT', 'x-ratelimit-reset': '2026-03-02T10:09:00.000Z' },
    ),
    ofTheContent: json(422, { error: 'Validation failed: Text character limit of 500 exceeded' }),
  },
];

describe.each(SERVICES)('$name', (service) => {
  const { visible, picture } = service;
  const go = (manner?: HttpManner) => {
    routes = { ...(manner && { [visible]: manner }), ...service.ready() };
    if (manner) routes = { ...service.ready(), [visible]: manner };
    return publish(service.open(), content({ picture }));
  };

  it('publishes once and knows what it is called', async () => {
    expect(await go()).toMatchObject({ kind: 'submitted', providerId: expect.stringMatching(/1$/) });
    expect(twin.asked.filter(({ method, path }) => `${method} ${path}`.startsWith(visible))).toHaveLength(1);
    expect(twin.asked.map(({ path }) => path).join(' ')).not.toContain('secret-token');
  });

  it('that does not know the token any more says so, and never shows it', async () => {
    const done = await go(service.wrongToken);
    expect(done).toMatchObject({ kind: 'refused', permanent: false, trouble: 'unreachable', expired: true });
    expect(JSON.stringify(done)).not.toContain('secret-token');
  });

  it('that has had too much says for how long to wait', async () => {
    expect(await go(service.tooMuch)).toMatchObject({ trouble: 'limited', retryAfterMs: 540_000 });
  });

  it('that finds fault with the post refuses it for good, in its own words', async () => {
    const done = await go(service.ofTheContent);
    expect(done).toMatchObject({ kind: 'refused', permanent: true, reason: expect.stringContaining(service.name) });
  });

  it('that says 503 has not taken it', async () => {
    expect(await go({ status: 503, body: '' })).toMatchObject({ kind: 'refused', trouble: 'failing' });
  });

  it.each<HttpManner>([{ status: 500, body: '' }, { status: 502, body: '' }, 'cut-after-body', 'silent'])(
    'may have published it when it ends with %j',
    async (manner) => {
      expect(await go(manner)).toMatchObject({ kind: 'unknown' });
    },
  );

  it('that says yes and breaks off has published it', async () => {
    expect(await go('cut-in-answer')).toEqual({ kind: 'submitted', providerId: null, url: null });
  });

  it('that is not there has published nothing', async () => {
    const network = service.open();
    routes = service.ready();
    const ready = await network.prepare(content({ picture }), {});
    await twin.close();
    const prepared = ready.kind === 'ready' ? ready.prepared : {};
    expect(await network.publish(content({ picture }), prepared)).toMatchObject({ trouble: 'unreachable' });
  });
});

describe('Facebook', () => {
  const open = () => createFacebook({ token: 't', page: '7' }, tools());

  it('shows a post to those it is meant for, by its own numbers for interests', async () => {
    routes = {
      'POST /v24.0/7/feed': json(200, { id: '7_1' }),
      'GET /v24.0/search': json(200, {
        data: [
          { id: 1, name: 'Coffee shops' },
          { id: 600, name: 'Coffee' },
        ],
      }),
    };
    const target = { countries: ['IT', 'CH'], ageFrom: 25, ageTo: 40, interests: ['coffee'] };
    await publish(open(), content({ target }));
    expect(body('POST /v24.0/7/feed')).toEqual({
      message: 'New mills',
      link: 'https://corner.example/mills',
      feed_targeting: { geo_locations: { countries: ['IT', 'CH'] }, age_min: 25, age_max: 40, interests: ['600'] },
    });
  });

  it('refuses an interest that it does not know, and says which is near', async () => {
    routes = { 'GET /v24.0/search': json(200, { data: [{ id: 1, name: 'Coffee shops' }] }) };
    const done = await publish(open(), content({ target: { ...everybody, interests: ['cofee'] } }));
    expect(done).toMatchObject({ permanent: true, reason: expect.stringContaining('“Coffee shops”') });
  });

  it('carries a picture that was put there before, with the link in the text', async () => {
    routes = { 'POST /v24.0/7/photos': json(200, { id: 'p1' }), 'POST /v24.0/7/feed': json(200, { id: '7_1' }) };
    await publish(open(), content({ picture: 'https://cdn.example/a.png' }));
    expect(body('POST /v24.0/7/photos')).toEqual({ url: 'https://cdn.example/a.png', published: false });
    expect(body('POST /v24.0/7/feed')).toEqual({
      message: 'New mills\n\nhttps://corner.example/mills',
      attached_media: [{ media_fbid: 'p1' }],
    });
  });

  it('tells how a post was taken, as far as it tells', async () => {
    routes = {
      'GET /v24.0/7_1/insights': graphError(100, 'no such metric'),
      'GET /v24.0/7_1': json(200, { likes: { summary: { total_count: 4 } }, shares: { count: 2 } }),
    };
    const told = await open().results('7_1');
    expect(told).toEqual({
      kind: 'results',
      results: { likes: 4, comments: null, shares: 2, clicks: null, reach: null },
    });
    routes = { 'GET /v24.0/7_1': graphError(100, 'Object does not exist') };
    expect(await open().results('7_1')).toEqual({ kind: 'gone' });
  });
});

describe('Instagram', () => {
  const open = () => createInstagram({ token: 't', user: '9' }, tools());
  const picture = 'https://cdn.example/a.jpg';

  it('waits until the picture is ready, and does not put it there twice', async () => {
    const service = SERVICES[1] as Service;
    routes = { ...service.ready(), 'GET /v24.0/c1': json(200, { status_code: 'IN_PROGRESS' }) };
    const first = await open().prepare(content({ picture, alt: 'A mill' }), {});
    expect(first).toMatchObject({ kind: 'later', prepared: { container: 'c1' } });
    routes = service.ready();
    const second = await open().prepare(content({ picture }), { container: 'c1' });
    expect(second).toEqual({ kind: 'ready', prepared: { container: 'c1' } });
    expect(twin.asked.filter(({ path }) => path === '/v24.0/9/media')).toHaveLength(1);
    expect(body('POST /v24.0/9/media')).toMatchObject({ image_url: picture, alt_text: 'A mill' });
  });

  it('waits when Instagram has had its posts of the day', async () => {
    const full = json(200, { data: [{ quota_usage: 50, config: { quota_total: 50 } }] });
    routes = { ...(SERVICES[1] as Service).ready(), 'GET /v24.0/9/content_publishing_limit': full };
    expect(await open().prepare(content({ picture }), {})).toMatchObject({ kind: 'later', afterMs: 3_600_000 });
  });

  it('is known by the page that it belongs to', async () => {
    routes = { 'GET /v24.0/me': json(200, { instagram_business_account: { id: '9', username: 'corner' } }) };
    expect(await open().identify()).toEqual({ kind: 'account', remoteId: '9', name: '@corner' });
    routes = { 'GET /v24.0/me': json(200, {}) };
    expect(await open().identify()).toMatchObject({ kind: 'refused', permanent: true });
  });
});

describe('LinkedIn', () => {
  const open = () => createLinkedin({ token: 't', organization: '5' }, tools());

  it('shows a post to countries that it knows, and to everybody where one is not known', async () => {
    routes = (SERVICES[2] as Service).ready();
    await publish(open(), content({ target: { ...everybody, countries: ['IT'], ageFrom: 30 } }));
    const { distribution, content: card } = body('POST /rest/posts') as Record<string, Record<string, unknown>>;
    expect(distribution?.['targetEntities']).toEqual([{ geoLocations: ['urn:li:geo:103350119'] }]);
    expect(card).toEqual({ article: { source: 'https://corner.example/mills', title: 'New mills' } });
    twin.asked.length = 0;
    await publish(open(), content({ target: { ...everybody, countries: ['IT', 'SM'] } }));
    expect((body('POST /rest/posts') as typeof distribution & object)['distribution']).toMatchObject({
      targetEntities: [],
    });
  });

  it('takes the picture itself, by what the file is', async () => {
    const page = { status: 200, body: PNG, headers: { 'content-type': 'text/html' } };
    routes = {
      ...(SERVICES[2] as Service).ready(),
      'GET /a.png': { status: 302, headers: { location: '/b.png' }, body: '' },
      'GET /b.png': page,
      'POST /rest/images': json(200, { value: { uploadUrl: `${twin.origin}/put`, image: 'urn:li:image:1' } }),
      'PUT /put': { status: 201, body: '' },
    };
    await publish(open(), content({ picture: `${twin.origin}/a.png`, alt: 'A mill' }));
    expect(asked('PUT /put')?.headers['content-type']).toBe('image/png');
    expect(body('POST /rest/posts')['content']).toEqual({ media: { id: 'urn:li:image:1', altText: 'A mill' } });
    routes['GET /b.png'] = { status: 200, body: '<html>' };
    expect(await publish(open(), content({ picture: `${twin.origin}/b.png` }))).toMatchObject({ permanent: true });
  });

  it('gets marks as marks, and hashtags as hashtags', () => {
    expect(littleText('(New) #mill_1 a#b_c')).toBe(String.raw`\(New\) {hashtag|\#|mill\_1} a\#b\_c`);
  });
});

describe('Mastodon', () => {
  const open = (part: Partial<SocialTools> = {}) =>
    createMastodon({ token: 't', server: 'mastodon.example' }, { ...tools(), ...part });

  it('brings a key with each post, and the picture with what it shows', async () => {
    routes = {
      ...(SERVICES[3] as Service).ready(),
      'GET /a.png': { status: 200, body: PNG },
      'POST /api/v2/media': json(202, { id: 'p1', url: null }),
      'GET /api/v1/media/p1': { status: 206, body: '{}' },
    };
    const what = content({ picture: `${twin.origin}/a.png`, alt: 'A mill' });
    const first = await open().prepare(what, {});
    expect(first).toMatchObject({ kind: 'later', prepared: { media: 'p1' } });
    routes['GET /api/v1/media/p1'] = json(200, { id: 'p1' });
    expect(await open().prepare(what, { media: 'p1' })).toEqual({ kind: 'ready', prepared: { media: 'p1' } });
    await open().publish(what, { media: 'p1' });
    expect(asked('POST /api/v1/statuses')?.headers['idempotency-key']).toBe('v1');
    expect(asked('POST /api/v2/media')?.body).toMatch(/name="description"\r\n\r\nA mill/);
    expect(body('POST /api/v1/statuses')).toMatchObject({
      status: 'New mills\n\nhttps://corner.example/mills',
      media_ids: ['p1'],
    });
  });

  it('says what its server takes', async () => {
    routes = {
      'GET /api/v1/accounts/verify_credentials': json(200, { id: '3', acct: 'corner' }),
      'GET /api/v2/instance': json(200, { configuration: { statuses: { max_characters: 5000 } } }),
    };
    const known = { kind: 'account', remoteId: '3', name: '@corner@mastodon.example', textLimit: 5000 };
    expect(await open().identify()).toEqual(known);
  });

  it('is not called, nor is a picture fetched, in a private network', async () => {
    const done = await open({ privateHosts: false }).identify();
    expect(done).toMatchObject({ trouble: 'unreachable', reason: expect.stringContaining('private network') });
    expect(twin.asked).toEqual([]);
  });
});

it('counts a text as its network does, and knows what each cannot do', () => {
  const link = `https://corner.example/${'m'.repeat(100)}`;
  expect(lengthFor('mastodon', '👋 Hello', link)).toBe(7 + 2 + 23);
  expect(lengthFor('facebook', '👋 Hello', link)).toBe(7 + 2 + link.length);
  const all = { countries: ['IT'], ageFrom: 20, ageTo: null, interests: ['coffee'] };
  expect(beyond('facebook', all)).toEqual([]);
  expect(beyond('linkedin', all)).toEqual(['ages', 'interests']);
  expect(beyond('linkedin', { ...all, countries: ['SM'] })).toContain('countries');
  expect(beyond('mastodon', all)).toEqual(['countries', 'ages', 'interests']);
});

it('names each country to LinkedIn by a number of its own', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(Object.keys(LINKEDIN_PLACES).filter((code) => names.of(code) === undefined)).toEqual([]);
  const numbers = Object.values(LINKEDIN_PLACES);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => !/^10\d{7}$/.test(number))).toEqual([]);
});
