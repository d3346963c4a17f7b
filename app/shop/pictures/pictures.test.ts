// Pictures go to the local Shopify over real HTTP: its schema, its scopes, its storage.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Session } from '@shopify/shopify-api';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { registerFiles } from '../../../devstore/src/files/register-files.ts';
import { API_KEY, API_SECRET, openTestDevstore, type TestDevstore } from '../../../devstore/test/open-test-devstore.ts';
import { headOf } from '../../platform/pictures/pictures-in-test.ts';
import { MOST_BYTES } from '../../platform/pictures/takeable.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createAdmin } from '../../platform/shopify/admin/admin.server.ts';
import { fileNameOf } from './file-name.ts';
import { createPictures } from './pictures.server.ts';

const SCOPES = ['read_orders', 'write_files'];
const CHUNK = 64 * 1024;

type Setting = Awaited<ReturnType<typeof openShop>>;

async function openShop(granted = SCOPES) {
  let far: TestDevstore | null = null;
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request) => far?.web.fetch(request) ?? new Response(),
  });
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const opened = openTestDevstore({ origin });
  far = opened;
  registerFiles(opened.web, opened.devstore);
  const { devstore } = opened;
  const shop = devstore.store.shop.domain;
  devstore.store.app.install(granted);
  const { accessToken } = devstore.tokens.grantOffline(granted, { expiring: false });
  const session = new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken });
  const admin = createAdmin({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    sessions: { loadSession: async () => session, storeSession: async () => true },
    clock: { now: () => devstore.clock.now() },
    log: silentLog,
    wait: async () => {},
    fetch: (url, init) => fetch(String(url).replace(/^https:\/\/[^/]+/, origin), init),
  });
  return { devstore, shop, pictures: createPictures({ admin }) };
}

/** A picture of 600 × 400 with so many bytes, none of them like its neighbours. */
function picture(bytes: number, head = headOf('png', 600, 400)) {
  const whole = new Uint8Array(bytes).map((_, index) => (index * 31) % 251);
  whole.set(head);
  return whole;
}

/** As a browser sends it, in pieces; `until` breaks it off there. */
function sent(whole: Uint8Array, { name = 'Autunno è qui.PNG', alt = '', until = whole.length } = {}) {
  const seen = { read: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (seen.read >= whole.length) return controller.close();
      if (seen.read >= until) return controller.error(new Error('the line broke'));
      controller.enqueue(whole.slice(seen.read, seen.read + CHUNK));
      seen.read += CHUNK;
    },
  });
  return { seen, picture: { name, alt, bytes: whole.length, body } };
}

const keep = ({ pictures, shop }: Setting, whole: Uint8Array, more = {}) =>
  pictures.keep(shop, sent(whole, more).picture);

async function kept(setting: Setting, whole: Uint8Array, more = {}): Promise<string> {
  const answer = await keep(setting, whole, more);
  if ('refused' in answer) throw new Error(`refused: ${answer.refused} ${answer.words}`);
  return answer.id;
}

describe('a picture that is uploaded', () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await openShop();
  });
  afterEach(() => void setting.devstore.adminFaults.calm());

  it('goes to Shopify whole, is waited for, and has an address', async () => {
    const { pictures, shop, devstore } = setting;
    const whole = picture(3_000_000);
    const id = await kept(setting, whole, { alt: 'Leaves' });
    expect(await pictures.look(shop, id)).toEqual({ state: 'working' });
    const ready = await pictures.look(shop, id);
    if (ready?.state !== 'ready') throw new Error('it is not ready');
    expect(ready.url).toMatch(/\/cdn\/shop\/files\/Autunno-e-qui\.png\?v=\d+$/);
    expect(devstore.files.all()).toMatchObject([{ alt: 'Leaves', type: 'image/png', width: 600 }]);
    const served = await fetch(`${ready.url}&width=1200`);
    expect(Buffer.compare(Buffer.from(await served.arrayBuffer()), Buffer.from(whole))).toBe(0);
  });

  it.each(['jpeg', 'gif', 'webp'] as const)('may be a %s, whatever its file is called', async (type) => {
    const id = await kept(setting, picture(900, headOf(type, 80, 60)), { name: 'photo.png' });
    expect(id).toMatch(/^gid:\/\/shopify\/MediaImage\/\d+$/);
    const ending = type === 'jpeg' ? 'jpg' : type;
    expect(setting.devstore.files.all()).toMatchObject([{ name: `photo.${ending}`, type: `image/${type}` }]);
  });

  it('has 20 MB at most, of which one byte more is not even read', async () => {
    await kept(setting, picture(MOST_BYTES));
    const larger = sent(picture(MOST_BYTES + 1));
    expect(await setting.pictures.keep(setting.shop, larger.picture)).toEqual({ refused: 'too_large', words: '' });
    expect(larger.seen.read).toBeLessThan(MOST_BYTES);
    expect(setting.devstore.files.all()).toHaveLength(1);
  });

  it.each([
    ['a drawing', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'no_picture'],
    ['more than 20 megapixels', picture(700_000, headOf('jpeg', 6000, 4000)), 'too_many_pixels'],
    ['nothing', new Uint8Array(), 'empty'],
  ])('is refused before Shopify is asked when it is %s', async (_what, whole, why) => {
    const asked = sent(whole);
    expect(await setting.pictures.keep(setting.shop, asked.picture)).toEqual({ refused: why, words: '' });
    // whoever sends it has sent everything, and hears why
    expect(asked.seen.read).toBeGreaterThanOrEqual(whole.length);
    expect(setting.devstore.files.all()).toEqual([]);
  });

  it('that Shopify cannot process is told in Shopify’s words', async () => {
    const { pictures, shop, devstore } = setting;
    devstore.adminFaults.set({ files: 'fail' });
    const id = await kept(setting, picture(5000));
    await pictures.look(shop, id);
    const words = 'File could not be processed because the image could not be processed.';
    expect(await pictures.look(shop, id)).toEqual({ state: 'failed', refused: 'by_shopify', words });
  });

  it('is waited for as long as it takes', async () => {
    const { pictures, shop, devstore } = setting;
    devstore.adminFaults.set({ files: 'slow' });
    const id = await kept(setting, picture(5000));
    for (let look = 0; look < 5; look++) expect(await pictures.look(shop, id)).toEqual({ state: 'working' });
    devstore.adminFaults.calm();
    expect(await pictures.look(shop, id)).toMatchObject({ state: 'ready' });
  });

  it('is sent again where the storage did not take it, or the line broke', async () => {
    const { devstore } = setting;
    const whole = picture(1_500_000);
    devstore.adminFaults.set({ files: 'refuse' });
    expect(await keep(setting, whole)).toEqual({ refused: 'unreached', words: '' });
    devstore.adminFaults.calm();
    for (const until of [100_000, 900_000])
      expect(await keep(setting, whole, { until })).toEqual({ refused: 'unreached', words: '' });
    expect(devstore.files.all()).toEqual([]);
    await kept(setting, whole);
    expect(devstore.files.all()).toHaveLength(1);
  });

  it.each([-1000, 1000])('is not kept when its length was told wrongly, by %i bytes', async (by) => {
    const { picture: asked } = sent(picture(900_000));
    const answer = await setting.pictures.keep(setting.shop, { ...asked, bytes: asked.bytes + by });
    expect(answer).toEqual({ refused: 'unreached', words: '' });
    expect(setting.devstore.files.all()).toEqual([]);
  });

  it('is asked for by an id of this shop alone', async () => {
    const { pictures, shop } = setting;
    const other = await openShop();
    const id = await kept(other, picture(5000));
    expect(await other.pictures.look(other.shop, id)).toEqual({ state: 'working' });
    for (const asked of [id, '', 'gid://shopify/Customer/1', `${id}?x=1`]) {
      expect([asked, await pictures.look(shop, asked)]).toEqual([asked, null]);
    }
  });
});

describe('a merchant who has not agreed that the app keeps files', () => {
  it('is told so before anything is sent on, and is heard at once when that changes', async () => {
    const setting = await openShop(['read_orders']);
    const { store, tokens } = setting.devstore;
    expect(await keep(setting, picture(5000))).toEqual({ refused: 'not_allowed', words: '' });
    store.app.changeScopes(SCOPES);
    tokens.rescope(SCOPES);
    await kept(setting, picture(5000));
  });
});

describe('the name of its file', () => {
  it.each([
    ['Città d’arte (1).jpeg', 'Citta-d-arte-1.jpg'],
    ['"; filename="x.html', 'filename-x.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['写真.png', 'picture.jpg'],
    ['', 'picture.jpg'],
  ])('%s becomes %s', (name, becomes) => expect(fileNameOf(name, 'jpeg')).toBe(becomes));
});
