import type { BlockKind } from '../../decide/blocks/service.server.ts';
import { CLIENT_ID } from '../../listen/payload.ts';
import { MOST_RECOMMENDED } from '../../decide/recommendations/service.server.ts';

export interface DecideQuery {
  blocks: BlockKind[];
  product: string | null;
  visitor: string | null;
  token: string | null;
  locale: string;
  banner: string;
  limit: number;
}

const KINDS: readonly string[] = ['proof', 'banner', 'recs'] satisfies BlockKind[];
const DIGITS = /^\d{1,20}$/;

const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const TOKEN = /^[\w.~-]{8,500}$/;

/** The storefront script's question. A part that is not what it should be is as if it were not there: pages are cached. */
export function parseDecideQuery(search: URLSearchParams): DecideQuery {
  const one = (name: string, form: RegExp) => {
    const value = search.get(name);
    return value !== null && form.test(value) ? value : null;
  };
  const blocks = (search.get('blocks') ?? '').split(',', 8).filter((kind) => KINDS.includes(kind)) as BlockKind[];
  const limit = Number(one('limit', DIGITS) ?? 4);
  return {
    blocks,
    product: one('product', DIGITS),
    visitor: one('visitor', CLIENT_ID),
    token: one('token', TOKEN),
    locale: one('locale', LOCALE) ?? 'en',
    banner: search.get('banner')?.slice(0, 60) || 'home',
    limit: Math.min(Math.max(limit, 1), MOST_RECOMMENDED),
  };
}
