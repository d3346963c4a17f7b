import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Devstore } from '../devstore.ts';
import type { Visit } from '../shop/types.ts';
import type { Visitor } from './page-context.ts';
import { languageOf } from '../shop/language.ts';

const year = 365 * 86_400;
const sessionLength = 30 * 60_000;

/** Reads who this is from cookies, and notes a new visit with where it came from. */
export function visitorOf(c: Context, devstore: Devstore): Visitor {
  const url = new URL(c.req.url);
  const token = getCookie(c, 'cart');
  return {
    ...languageOf(devstore.store.shop, url.pathname),
    url,
    cart: token ? devstore.store.carts.get(token) : undefined,
    customer: loggedInCustomer(c, devstore),
  };
}

/** The cart of this browser; a new one is made when something has to go in. */
export function ensureCart(c: Context, devstore: Devstore): string {
  const token = getCookie(c, 'cart');
  if (token && devstore.store.carts.get(token)) return token;
  const visits = readVisits(c);
  const cart = devstore.store.carts.create(visits.first);
  if (visits.last) devstore.store.carts.noteVisit(cart.token, visits.last);
  keepCart(c, cart.token);
  return cart.token;
}

export function keepCart(c: Context, token: string): void {
  setCookie(c, 'cart', token, { path: '/', maxAge: 14 * 86_400, sameSite: 'Lax' });
}

export function dropCart(c: Context): void {
  deleteCookie(c, 'cart', { path: '/' });
}

export function logIn(c: Context, devstore: Devstore, customerId: string): void {
  setCookie(c, '_customer', `${customerId}.${seal(devstore, customerId)}`, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
  });
}

export function logOut(c: Context): void {
  deleteCookie(c, '_customer', { path: '/' });
}

export function loggedInCustomer(c: Context, devstore: Devstore) {
  const [id = '', mark = ''] = (getCookie(c, '_customer') ?? '').split('.');
  const expected = Buffer.from(seal(devstore, id));
  const given = Buffer.from(mark);
  if (!id || expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return devstore.store.customers.get(id);
}

function seal(devstore: Devstore, id: string): string {
  return createHmac('sha256', devstore.config.apiSecret).update(`customer ${id}`).digest('hex').slice(0, 32);
}

interface Visits {
  first: Visit | null;
  last: Visit | null;
}

/**
 * A visit begins after half an hour of silence, or with a campaign's parameters, or from another site.
 * Its landing page and referrer end up on the order, as `landing_site` and `referring_site`.
 */
export function noteVisit(c: Context, devstore: Devstore): void {
  const url = new URL(c.req.url);
  const consent = url.searchParams.get('consent');
  if (consent === 'yes' || consent === 'no') {
    setCookie(c, '_tracking_consent', consentCookie(consent === 'yes'), { path: '/', maxAge: year, sameSite: 'Lax' });
  }
  const now = devstore.clock.now();
  const seenAt = Number(getCookie(c, '_shopify_s') ?? 0);
  setCookie(c, '_shopify_s', String(now), { path: '/', sameSite: 'Lax' });
  const referrer = externalReferrer(c, url);
  const isNew = now - seenAt > sessionLength || referrer !== null || url.searchParams.has('utm_source');
  if (!isNew) return;
  const visit: Visit = { landingPage: landingPage(url), referrer, occurredAt: new Date(now).toISOString() };
  const { first } = readVisits(c);
  const options = { path: '/', maxAge: 14 * 86_400, httpOnly: true, sameSite: 'Lax' } as const;
  setCookie(c, '_landing_page', JSON.stringify({ first: first ?? visit, last: visit } satisfies Visits), options);
  const token = getCookie(c, 'cart');
  if (token && devstore.store.carts.get(token)) devstore.store.carts.noteVisit(token, visit);
}

/** A recovery link's key opens somebody's checkout: it is kept nowhere. */
function landingPage(url: URL): string {
  const query = new URLSearchParams(url.searchParams);
  for (const secret of ['key', 'consent', 'design_mode']) query.delete(secret);
  return url.pathname + (query.size ? `?${query.toString()}` : '');
}

function readVisits(c: Context): Visits {
  try {
    return JSON.parse(getCookie(c, '_landing_page') ?? '') as Visits;
  } catch {
    return { first: null, last: null };
  }
}

function externalReferrer(c: Context, url: URL): string | null {
  const referrer = c.req.header('referer');
  if (!referrer || !URL.canParse(referrer)) return null;
  return new URL(referrer).hostname === url.hostname ? null : referrer;
}

/** The format of Shopify's own cookie: purposes analytics, marketing, preferences and sale of data. */
function consentCookie(given: boolean): string {
  const answer = given ? '1' : '0';
  return JSON.stringify({
    v: '2.1',
    con: { CMP: { a: answer, m: answer, p: answer, s: answer } },
    region: 'IT',
    reg: 'GDPR',
  });
}
