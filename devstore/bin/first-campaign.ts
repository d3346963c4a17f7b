import type { Devstore } from '../src/devstore.ts';
import { primaryLocale } from '../src/shop/language.ts';
import { askApp } from './ask-app.ts';

const WORDS = {
  en: { name: 'New in the shop', subjects: ['New on the shelves', 'Made for slow mornings'] },
  it: { name: 'Novità in negozio', subjects: ['Nuovi arrivi', 'Per mattine lente'] },
};
/** thousandths that get nothing, so that there is somebody to compare with */
const HELD_OUT = 200;
/** Larger segments would fill the mailbox. */
const MOST_PEOPLE = 400;
/** Looked at so often while the app still reads the shop's history. */
const LOOK_MS = 3000;
const PATIENCE_MS = 30 * 60_000;
/** A mail that is opened in the second in which it comes was opened by a program. */
const UNREAD_MS = 12_000;
/** From one reader to the next. */
const PACE_MS = 250;
/** Shopify tells an order's second, not its moment: one placed in the second of a click would seem to come before it. */
const TO_THE_TILL_MS = 2000;

const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
];

/**
 * A campaign with two subjects, as soon as the shop's history is understood: sent for good, and then opened, clicked and bought
 * from by the shop's own customers, by the doors that stand open to everybody.
 */
export async function sendFirstCampaign(devstore: Devstore): Promise<void> {
  const words = WORDS[primaryLocale(devstore.store.shop)];
  await historyRead(devstore);
  await send(devstore, words);
  const mails = await arrivals(devstore, words.subjects);
  await rest(UNREAD_MS);
  // whoever has left a cart is the recovery journey's
  const busy = new Set(
    devstore.store.checkouts.all().flatMap(({ email, completedAt }) => (completedAt ? [] : (email ?? []))),
  );
  const readers = mails.filter(({ to }) => !busy.has(to));
  const buys: (() => void)[] = [];
  for (const [reader, mail] of readers.entries()) buys.push(...(await live(devstore, reader, mail)));
  await rest(TO_THE_TILL_MS);
  for (const buy of buys) buy();
  others(devstore, new Set([...busy, ...mails.map(({ to }) => to)]));
}

interface EditPage {
  edit: {
    revision: number;
    plan: { variants: object[] };
    segments: { id: string; count: number }[];
    templates: { id: string; version: number }[];
  };
}

/** Idle in one look may be a pause between two parts of the history. */
async function historyRead({ config }: Devstore): Promise<void> {
  for (let waited = 0, quiet = 0; quiet < 3; waited += LOOK_MS) {
    if (waited > PATIENCE_MS) throw new Error('the history was not understood in time');
    await rest(LOOK_MS);
    const ready = (await (await fetch(`${config.appOrigin}/readyz`)).json()) as { idle: boolean };
    quiet = ready.idle ? quiet + 1 : 0;
  }
}

async function send(devstore: Devstore, { name, subjects }: (typeof WORDS)['en']): Promise<void> {
  const made = await askApp(devstore, 'app.campaigns._index', '/app/campaigns', { name });
  const path = /\/app\/campaigns\/[^/?]+/.exec(made.headers.get('x-remix-redirect') ?? made.url)?.[0] ?? '';
  const page = await askApp(devstore, 'app.campaigns.$id_.edit', `${path}/edit`);
  const { edit } = (await page.json()) as EditPage;
  const template = edit.templates.find(({ version }) => version > 0)?.id ?? '';
  const plan = {
    ...edit.plan,
    include: edit.segments.filter(({ count }) => count > 0 && count <= MOST_PEOPLE).map(({ id }) => id),
    holdout: HELD_OUT,
    variants: subjects.map((subject, index) => ({
      ...edit.plan.variants[0],
      id: 'ab'.charAt(index),
      template,
      subject,
    })),
    test: { share: 1000, metric: 'clicked', hours: 24 },
  };
  await askApp(devstore, 'app.campaigns.$id_.edit', `${path}/edit`, { revision: edit.revision, name, plan });
  await askApp(devstore, 'app.campaigns.$id', path, { do: 'send' });
}

interface Arrived {
  html: string;
  to: string;
}

/** All of it, when nothing has come for a while. */
async function arrivals({ mailbox }: Devstore, subjects: readonly string[]): Promise<Arrived[]> {
  let count = -1;
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    const mails = mailbox.list({ limit: 2000 }).filter(({ subject }) => subjects.includes(subject));
    if (mails.length > 0 && mails.length === count) {
      return mails.map(({ id, to }) => ({ html: mailbox.get(id)?.html ?? '', to: to[0] ?? '' }));
    }
    count = mails.length;
    await rest(LOOK_MS * 2);
  }
  return [];
}

/** Three of five open it, one of five clicks, one of fifteen buys; some buy without it. @returns what is bought in the end */
async function live({ store, config }: Devstore, reader: number, { html, to }: Arrived): Promise<(() => void)[]> {
  const products = store.products.all();
  const product = products[(reader * 37) % products.length];
  const buy = (landingPage?: string) => () => {
    const lines = product ? [{ productId: product.id, quantity: 1 + (reader % 2) }] : [];
    store.orders.place({ email: to, lines, landingPage });
  };
  if (reader % 5 < 3) {
    await ask(config, /<img[^>]*src="([^"]*\/m\/o\/[^"]*)"/.exec(html)?.[1], reader);
    const links = [...html.matchAll(/<a (?![^>]*class="s")[^>]*href="([^"]*\/m\/c\/[^"]*)"/g)].map(([, link]) => link);
    const landed = reader % 5 === 0 ? await ask(config, links[(reader * 7) % links.length], reader) : null;
    await rest(PACE_MS);
    return landed !== null && reader % 15 === 0 ? [buy(landed)] : [];
  }
  return reader % 25 === 23 ? [buy()] : [];
}

/** Life goes on without the campaign, too: some of those who did not get it buy. */
function others({ store }: Devstore, written: ReadonlySet<string>): void {
  const unwritten = store.customers
    .all()
    .filter(({ email, emailConsent }) => email !== null && !written.has(email) && emailConsent.state === 'subscribed');
  const products = store.products.all();
  for (const [index, { email }] of unwritten.entries()) {
    const product = products[(index * 41) % products.length];
    if (index % 20 === 7 && product && email) store.orders.place({ email, lines: [{ productId: product.id }] });
  }
}

/** From a network and a program of her own, as a proxy before the app would tell. @returns where it leads */
async function ask(
  { appUrl, appOrigin }: Devstore['config'],
  address: string | undefined,
  reader: number,
): Promise<string | null> {
  if (address === undefined) return null;
  const headers = {
    'user-agent': AGENTS[reader % AGENTS.length] ?? '',
    'x-forwarded-for': `198.18.${reader % 250}.7`,
  };
  const answer = await fetch(address.replace(appUrl, appOrigin), { headers, redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.headers.get('location');
}

const rest = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
