// Two months of a shop as its sources tell them: webhooks, pixel and clicks, always the same. Devices are shared, guests
// become customers, customers are merged, orders are edited within their second, given to somebody else, cancelled,
// refunded and deleted.
import { identity, type NewFact } from '../app/listen/facts/fact.ts';

export const BEGIN = Date.UTC(2026, 7, 1);
export const END = BEGIN + 61 * 86_400_000;

const MINUTE = 60_000;
const DAY = 86_400_000;

/** One thing told. `at` is the instant of telling. */
export type Telling =
  | { at: number; fact: NewFact }
  | {
      at: number;
      id: string;
      topic: string;
      payload: string;
      /** what it tells the state of, where Shopify can be asked for that again; null where it cannot */
      entity: string | null;
    };

export interface Mail {
  id: string;
  checkout: string | null;
  address: string;
}

export interface Story {
  tellings: Telling[];
  mails: Mail[];
}

type Random = () => number;

/** mulberry32 */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Person {
  n: number;
  email: string;
  customer: string | null;
  device: string;
}

/** Payload instants have a resolution of one second. */
const iso = (at: number) => new Date(Math.floor(at / 1000) * 1000).toISOString();

const SOURCES = ['ad', 'newsletter', 'search'];

export function tellStory(people: number): Story {
  const random = seeded(20_261_122);
  const tellings: Telling[] = [];
  const mails: Mail[] = [];
  let serial = 0;
  const deliver = (topic: string, at: number, payload: object, entity: string | null) =>
    tellings.push({ at, id: `d${serial++}`, topic, payload: JSON.stringify(payload), entity });
  const chance = (share: number) => random() < share;
  const later = (from: number, span: number) => Math.min(END - DAY, from + Math.floor(random() * span));

  for (let n = 0; n < 100; n++) {
    for (const at of [BEGIN + n * 1000, BEGIN + DAY * 20 + n * 1000]) {
      deliver('products/update', at, productPayload(n, at), `product ${n}`);
    }
  }
  for (let n = 0; n < people; n++) {
    const isGuest = n % 9 === 0;
    const person: Person = {
      n,
      email: `person${n}@example.com`,
      customer: isGuest ? null : `${7_000_000 + n}`,
      device: `device-${n % 12 === 1 ? n - 1 : n}`,
    };
    const start = BEGIN + 2 * DAY + Math.floor(random() * 30 * DAY);
    tellCustomer(person, start);
    for (let visit = 0; visit < 3; visit++) browse(person, later(start, 25 * DAY));
    for (let round = 0; round < 2; round++) buy(person, round, later(start, 25 * DAY));
    if (isGuest && n % 18 === 0) tellCustomer({ ...person, customer: `${7_000_000 + n}` }, later(start, 25 * DAY));
    if (n % 4 === 0) tellAttributes(person, later(start, 25 * DAY));
    if (n % 3 === 2) tellAutomation(person, start);
    if (n % 97 === 5 && n > 0) merge(n, later(start + 20 * DAY, 10 * DAY));
  }
  return { tellings: tellings.toSorted((a, b) => a.at - b.at), mails };

  function tellCustomer(person: Person, at: number): void {
    if (person.customer === null) return;
    const changesAddress = chance(0.03);
    const isPlain = !changesAddress && person.n % 97 > 6 && person.n % 50 !== 7;
    const entity = isPlain ? `customer ${person.customer}` : null;
    const base = { id: Number(person.customer), first_name: 'Ada', created_at: iso(at), locale: 'it' };
    deliver('customers/create', at + 300, { ...base, email: person.email, updated_at: iso(at) }, entity);
    const second = chance(0.3) ? at : later(at, 20 * DAY);
    const email = changesAddress ? `new-${person.email}` : person.email;
    const told = { ...base, email, last_name: `Number ${person.n}`, updated_at: iso(second) };
    deliver('customers/update', second + 700, told, entity);
    if (chance(0.3)) {
      const since = later(at, 10 * DAY);
      const state = chance(0.7) ? 'subscribed' : 'unsubscribed';
      const consent = { state, opt_in_level: 'single_opt_in', consent_updated_at: iso(since) };
      const payload = { customer_id: base.id, email_address: person.email, email_marketing_consent: consent };
      deliver('customers_email_marketing_consent/update', since + 200, payload, `consent ${person.email}`);
    }
    if (person.n % 50 === 7) deliver('customers/delete', END - DAY / 2 + person.n, { id: base.id }, null);
  }

  /** What somebody says of herself, twice; sometimes both in one instant. */
  function tellAttributes(person: Person, at: number): void {
    for (const [index, size] of [36 + (person.n % 10), 40].entries()) {
      const occurredAt = at + (person.n % 8 === 0 ? 0 : index * DAY);
      tellings.push({
        at: occurredAt,
        fact: {
          id: `form:${serial++}`,
          kind: 'attribute.told',
          occurredAt,
          identity: identity('email', person.email),
          verified: true,
          data: { attributes: { size: String(size), ...(index === 0 && { birthday: '1990-11-03' }) }, by: 'form:quiz' },
        },
      });
    }
  }

  /** No to automated decisions, and half of them yes again: some weeks later, or in the same instant. */
  function tellAutomation(person: Person, from: number): void {
    const words = person.n % 6 === 2 ? [false] : [false, true];
    for (const [index, accepts] of words.entries()) {
      const occurredAt = from + 4 * DAY + (person.n % 12 === 5 ? 0 : index * 15 * DAY);
      tellings.push({
        at: occurredAt,
        fact: {
          id: `automation:${person.n}:${index}`,
          kind: 'automation.changed',
          occurredAt,
          identity: identity('email', person.email),
          verified: true,
          data: { automation: { accepts, source: 'preferences' } },
        },
      });
    }
  }

  function browse(person: Person, from: number): void {
    for (let n = 0; n < 9; n++) {
      const at = from + n * MINUTE;
      const kind = n % 3 === 0 ? 'page.viewed' : n % 8 === 7 ? 'product.added' : 'product.viewed';
      tellings.push({
        at,
        fact: {
          id: `pixel:${serial++}`,
          kind,
          occurredAt: at,
          identity: identity('client', person.device),
          verified: false,
          ...(kind === 'page.viewed'
            ? {
                subject: '/pages/lamps',
                data: {
                  device: person.n % 3 === 0 ? 'mobile' : 'desktop',
                  // a visit begins somewhere; its other pages do not say
                  ...(n === 0 && { origin: { utm: { source: SOURCES[serial % SOURCES.length] ?? '' } } }),
                },
              }
            : { subject: String(Math.floor(random() * 100)) }),
        },
      });
    }
  }

  function buy(person: Person, round: number, at: number): void {
    const token = `checkout${person.n}x${round}`;
    const cart = `cart${person.n}x${round}`;
    const total = `${20 + ((person.n * 7 + round) % 180)}.00`;
    const attributes = [{ name: '_sandmill_visitor', value: person.device }];
    const product = Math.floor(random() * 100);
    const line = { product_id: product, variant_id: product + 1000, title: 'Lamp', quantity: 1, price: total };
    const who = {
      email: person.email,
      ...(person.customer && { customer: { id: Number(person.customer), email: person.email } }),
    };
    deliver(
      'carts/update',
      at,
      { id: cart, token: cart, updated_at: iso(at), note_attributes: attributes, line_items: [line] },
      null,
    );
    const checkout = {
      token,
      cart_token: cart,
      currency: 'EUR',
      total_price: total,
      note_attributes: attributes,
      created_at: iso(at + MINUTE),
      line_items: [line],
    };
    deliver('checkouts/create', at + MINUTE, { ...checkout, updated_at: iso(at + MINUTE) }, `checkout ${token}`);
    const named = at + (chance(0.2) ? MINUTE + 600 : 3 * MINUTE);
    const accepts = { buyer_accepts_marketing: chance(0.2) };
    deliver(
      'checkouts/update',
      named,
      { ...checkout, ...who, ...accepts, updated_at: iso(named) },
      `checkout ${token}`,
    );
    const mail = { id: `mail${person.n}x${round}`, checkout: token, address: person.email };
    mails.push(mail);
    const clicked = at + 2 * 3_600_000;
    tellings.push({
      at: clicked,
      fact: {
        id: `message:${mail.id}:clicked:0`,
        kind: 'message.clicked',
        occurredAt: clicked,
        identity: identity('email', person.email),
        verified: true,
        subject: mail.id,
        data: { link: 0 },
      },
    });
    if (chance(0.05)) deliver('checkouts/delete', at + 20 * DAY, { token, cart_token: cart }, null);
    if (chance(0.25)) return;
    const order = {
      ...who,
      total_price: total,
      line_items: [{ ...line, id: person.n * 10 + round }],
      note_attributes: attributes,
    };
    sell(person, round, at + 3 * 3_600_000, { ...order, checkout_token: token, cart_token: cart });
  }

  function sell(person: Person, round: number, at: number, told: Record<string, unknown>): void {
    const id = 500_000 + person.n * 10 + round;
    const isGivenAway = chance(0.02) && person.customer !== null;
    const isDeleted = chance(0.02);
    const entity = isGivenAway || isDeleted ? null : `order ${id}`;
    const base = {
      id,
      name: `#${id}`,
      currency: 'EUR',
      source_name: round === 0 ? 'web' : 'pos',
      created_at: iso(at),
      ...told,
    };
    deliver('orders/create', at + 100, { ...base, updated_at: iso(at) }, entity);
    // an edit within the same second, or a parcel sent days later
    const inSecond = chance(0.1);
    const changed = inSecond ? at : later(at, 5 * DAY);
    const other = { id: 7_000_000 + person.n + 1, email: `person${person.n + 1}@example.com` };
    let state: Record<string, unknown> = {
      ...base,
      ...(inSecond && { total_price: `${30 + (person.n % 50)}.00` }),
      ...(isGivenAway && { customer: other }),
      updated_at: iso(changed),
    };
    deliver('orders/updated', changed + 400, state, entity);
    if (chance(0.05)) {
      const refundedAt = later(changed + 1000, 5 * DAY);
      const refund = {
        id: id + 9_000_000,
        order_id: id,
        created_at: iso(refundedAt),
        transactions: [{ kind: 'refund', status: 'success', amount: '5.00', currency: 'EUR' }],
      };
      deliver('refunds/create', refundedAt + 50, refund, entity);
      state = { ...state, updated_at: iso(refundedAt), refunds: [refund] };
      deliver('orders/updated', refundedAt + 90, state, entity);
    }
    if (chance(0.03)) {
      const cancelledAt = later(changed + 6 * DAY, 3 * DAY);
      state = { ...state, updated_at: iso(cancelledAt), cancelled_at: iso(cancelledAt) };
      deliver('orders/cancelled', cancelledAt + 50, state, entity);
    }
    if (isDeleted) deliver('orders/delete', END - DAY / 2 + person.n, { id }, null);
  }

  function merge(n: number, at: number): void {
    deliver(
      'customers/merge',
      at,
      {
        admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${7_000_000 + n}`,
        admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${7_000_000 + n - 1}`,
        status: 'completed',
      },
      null,
    );
  }
}

function productPayload(n: number, at: number) {
  return {
    id: n,
    title: `Lamp ${n}`,
    handle: `lamp-${n}`,
    status: 'active',
    product_type: n % 3 === 0 ? 'Lamp' : 'Towel',
    vendor: n % 2 === 0 ? 'Dune' : 'Tide',
    tags: n % 5 === 0 ? 'summer, sale' : '',
    published_at: iso(BEGIN),
    updated_at: iso(at),
    variants: [{ id: n + 1000, title: 'One', price: '20.00', inventory_quantity: 5, inventory_item_id: n + 2000 }],
  };
}
