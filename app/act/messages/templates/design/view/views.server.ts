// Views for a batch of contacts, in a number of statements that does not grow with the batch.
import type { RecommendationsService } from '../../../../../decide/recommendations/service.server.ts';
import type { Reader, Trx } from '../../../../../platform/db/db.ts';
import { mayDecide } from '../../../../../understand/conditions/behavioural.ts';
import { evaluate } from '../../../../../understand/conditions/evaluate.ts';
import { contactViews } from '../../../../../understand/conditions/views.server.ts';
import { padded } from '../../../../../understand/contacts/padded.ts';
import type { MailLocale } from '../../words.ts';
import type { Design, ListBlock } from '../design.ts';
import type { TemplateDocument } from '../document.ts';
import { type Article, chooseArticles, type Interests, readArticles, readInterests } from './articles.server.ts';
import { type CartBasket, latestSubjects, type OrderBasket, readCarts, readOrders } from './baskets.server.ts';
import { instantOf, inWords, todayIn } from './countdown.ts';
import { type BlockView, clean, gridOf, type MailView, type ShownProduct } from './mail-view.ts';
import { type Person, readPeople } from './people.server.ts';
import { readPicked, readRecommended } from './picks.server.ts';

/** Of the shop, as its mails name it. */
export interface ViewShop {
  shop: string;
  name: string;
  url: string;
  host: string;
  email: string;
  currency: string;
  timezone: string;
  /** the postal address that the version was laid out with */
  address: string;
}

export interface ViewTools {
  recommendations: RecommendationsService;
  /** the address of a countdown's picture */
  countdown(until: number, block: Extract<ListBlock, { kind: 'countdown' }>): string;
  now: number;
}

/** What of a template decides what has to be read for it. */
export interface Viewable extends Pick<Design, 'conditions' | 'lists' | 'asks'> {
  document: Pick<TemplateDocument, 'locale'>;
}

export interface Asked {
  contact: string;
  /** the checkout that the mail is about */
  subject: string | null;
}

/** Everything of a view but the ways out, which are each message's own. */
export type BareView = Omit<MailView, 'unsubscribe_url' | 'preferences_url'>;

export interface Seen {
  person: Person;
  view: BareView;
}

/** What the blocks of a batch are filled from. */
interface Shelf {
  picked: ReadonlyMap<string, readonly ShownProduct[]>;
  /** by blog; null: of all */
  articles: ReadonlyMap<string | null, readonly Article[]>;
  interests: Interests;
  carts: ReadonlyMap<string, CartBasket>;
  orders: ReadonlyMap<string, OrderBasket>;
  /** the product that each looked at last */
  looked: ReadonlyMap<string, string>;
}

/** Contacts that are not there are not in the map. */
export async function readViews(
  reader: Reader | Trx,
  shop: ViewShop,
  design: Viewable,
  asked: readonly Asked[],
  tools: ViewTools,
): Promise<Map<string, Seen>> {
  const { locale } = design.document;
  const contacts = [...new Set(asked.map(({ contact }) => contact))];
  const people = await readPeople(reader, shop.shop, contacts, design.asks, { currency: shop.currency, locale });
  const shown = await shownTo(reader, shop, design, contacts, tools.now);
  const shelf = await fillShelf(reader, shop, design, asked, people, tools.now);
  const frame = frameOf(shop, locale, tools.now);
  const seen = new Map<string, Seen>();
  for (const person of people.values()) {
    const cart = shelf.carts.get(person.id);
    const order = shelf.orders.get(person.id);
    const blocks: Record<string, BlockView> = {};
    for (const id of design.conditions.keys()) blocks[id] = { shown: shown.get(id)?.has(person.id) ?? false };
    for (const block of design.lists)
      blocks[block.id] = { ...blocks[block.id], ...(await fill(block, person, shelf, shop, locale, tools)) };
    const view = {
      ...frame,
      contact: person.view,
      cart: cart?.view ?? null,
      order: order?.view ?? null,
      blocks,
    };
    seen.set(person.id, { person, view: clean(view) });
  }
  return seen;
}

/** What is the same for everybody. */
export function frameOf(
  shop: ViewShop,
  locale: MailLocale,
  now: number,
): Pick<BareView, 'shop' | 'brand' | 'today' | 'year'> {
  return {
    shop: { name: shop.name, url: shop.url, host: shop.host, email: shop.email },
    brand: { address: shop.address },
    ...todayIn(now, shop.timezone, locale),
  };
}

/** By block, the contacts that its condition shows it to. */
async function shownTo(
  reader: Reader | Trx,
  { shop, timezone }: ViewShop,
  design: Viewable,
  contacts: readonly string[],
  now: number,
) {
  const conditions = [...design.conditions];
  if (conditions.length === 0) return new Map<string, Set<string>>();
  const views = await contactViews(
    reader,
    shop,
    padded(contacts),
    conditions.map(([, condition]) => condition),
    { now, zone: timezone },
  );
  return new Map(
    conditions.map(([id, condition]) => [
      id,
      new Set(
        [...views].flatMap(([contact, view]) =>
          // who wants no automated decisions is shown nothing that her behaviour would choose
          mayDecide(condition, view.flags.automated) && evaluate(condition, view) ? [contact] : [],
        ),
      ),
    ]),
  );
}

async function fillShelf(
  reader: Reader | Trx,
  { shop }: ViewShop,
  design: Viewable,
  asked: readonly Asked[],
  people: ReadonlyMap<string, Person>,
  now: number,
): Promise<Shelf> {
  const { lists, asks, document } = design;
  const { locale } = document;
  const contacts = [...people.keys()];
  const picked = new Map<string, readonly ShownProduct[]>();
  for (const block of lists) {
    if (block.kind === 'products' && block.source === 'picked')
      picked.set(block.id, await readPicked(reader, shop, block.products, locale));
  }
  const articles = new Map<string | null, readonly Article[]>();
  for (const block of lists) {
    if (block.kind === 'articles' && !articles.has(block.blog))
      articles.set(block.blog, await readArticles(reader, shop, block.blog, now));
  }
  const byInterest = lists.some((block) => block.kind === 'articles' && block.source === 'interest');
  const recommends = lists.some((block) => block.kind === 'products' && block.source === 'recommended');
  return {
    picked,
    articles,
    interests: byInterest ? await readInterests(reader, shop, contacts) : new Map(),
    carts: asks.cart
      ? await readCarts(
          reader,
          shop,
          asked.filter(({ contact }) => people.has(contact)),
          locale,
        )
      : new Map(),
    orders: asks.order ? await readOrders(reader, shop, contacts, locale) : new Map(),
    looked: recommends ? await latestSubjects(reader, shop, contacts, ['product.viewed', 'product.added']) : new Map(),
  };
}

async function fill(
  block: ListBlock,
  person: Person,
  shelf: Shelf,
  shop: ViewShop,
  locale: MailLocale,
  tools: ViewTools,
): Promise<BlockView> {
  switch (block.kind) {
    case 'articles': {
      // her interests are behaviour
      const interests = block.source === 'interest' && person.automated ? shelf.interests.get(person.id) : undefined;
      const items = chooseArticles(shelf.articles.get(block.blog) ?? [], interests, block.most);
      return { items: items.map((item) => ({ ...item, url: absolute(shop, item.url) })) };
    }
    case 'countdown': {
      const until = instantOf(block.until, shop.timezone);
      return {
        over: until <= tools.now,
        when: inWords(until, shop.timezone, locale),
        picture: tools.countdown(until, block),
      };
    }
    case 'products': {
      const found = await productsFor(block, person, shelf, shop, locale, tools);
      const items = found.slice(0, block.most).map((item) => ({ ...item, url: absolute(shop, item.url) }));
      return { items, rows: gridOf(items, block.columns) };
    }
    default:
      return block satisfies never;
  }
}

async function productsFor(
  block: Extract<ListBlock, { kind: 'products' }>,
  person: Person,
  shelf: Shelf,
  { shop }: ViewShop,
  locale: MailLocale,
  { recommendations }: ViewTools,
): Promise<readonly ShownProduct[]> {
  switch (block.source) {
    case 'picked':
      return shelf.picked.get(block.id) ?? [];
    case 'cart':
      return shelf.carts.get(person.id)?.products ?? [];
    case 'order':
      return shelf.orders.get(person.id)?.products ?? [];
    case 'recommended': {
      const beside =
        shelf.looked.get(person.id) ?? shelf.carts.get(person.id)?.ids[0] ?? shelf.orders.get(person.id)?.ids[0];
      // what she looked at or bought is behaviour
      return readRecommended(recommendations, shop, person.automated ? (beside ?? null) : null, block.most, locale);
    }
    default:
      return block.source satisfies never;
  }
}

/** A path of the storefront with the shop's address before it. */
function absolute(shop: ViewShop, url: string): string {
  if (url === '') return shop.url;
  return url.startsWith('/') ? `${shop.url.replace(/\/$/, '')}${url}` : url;
}
