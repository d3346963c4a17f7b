import type { Origin } from './facts/fact.ts';
import type { Attributes } from './payload.ts';

const UTM = ['source', 'medium', 'campaign', 'term', 'content'] as const;

/**
 * Where a visit or an order came from. Of addresses only host and path are kept: queries may hold what nobody asked to
 * keep (addresses, tokens). Who goes from page to page of one site came from nowhere.
 */
export function originOf(
  landing: string | null | undefined,
  referrer: string | null | undefined,
  attributes?: Attributes,
): Origin | undefined {
  const page = address(landing);
  const from = address(referrer);
  const utm: NonNullable<Origin['utm']> = {};
  for (const name of UTM) {
    const noted = attributes?.find((attribute) => attribute.name === `utm_${name}`)?.value;
    const value = page?.searchParams.get(`utm_${name}`) || (typeof noted === 'string' ? noted : '');
    if (value) utm[name] = value.slice(0, 200);
  }
  const origin: Origin = {};
  if (page) origin.landingPage = page.pathname.slice(0, 500);
  if (from?.host && bare(from) !== bare(page)) origin.referrer = `${from.host}${from.pathname}`.slice(0, 500);
  if (Object.keys(utm).length > 0) origin.utm = utm;
  return Object.keys(origin).length > 0 ? origin : undefined;
}

const bare = (url: URL | null) => url?.host.replace(/^www\./, '');

/** Orders tell a path, pixels a whole address. */
function address(value: string | null | undefined): URL | null {
  if (!value || value.length > 8000) return null;
  return URL.canParse(value) ? new URL(value) : value.startsWith('/') ? relative(value) : null;
}

function relative(path: string): URL | null {
  const full = `https://shop.invalid${path}`;
  return URL.canParse(full) ? new URL(full) : null;
}
