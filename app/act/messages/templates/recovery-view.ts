import { z } from 'zod';
import { formatMoney } from '../../../platform/money.ts';
import type { MailLocale } from './words.ts';

/** What a recovery template may show; nothing else of a contact or a checkout reaches Liquid. */
export interface RecoveryView {
  shop: { name: string; host: string };
  sender: { address: string };
  contact: { first_name: string };
  lines: {
    title: string;
    variant_title: string;
    quantity: number;
    price: string;
    image_url: string;
    initial: string;
  }[];
  hidden_lines: number;
  first_title: string;
  more_titles: boolean;
  total: string;
  shop_url: string;
  restore_url: string;
  unsubscribe_url: string;
  preferences_url: string;
}

const lineSchema = z.object({
  title: z.string(),
  variantTitle: z.string().nullish(),
  quantity: z.number(),
  /** of one piece, minor units */
  price: z.number(),
  imageUrl: z.string().nullish(),
});

/** A line that cannot be read is left out rather than spoiling the mail. */
const linesSchema = z.array(lineSchema.nullable().catch(null)).catch([]);

export interface RecoveryCart {
  lines: unknown;
  total: number;
  currency: string;
}

export interface RecoveryLinks {
  shop: string;
  restore: string;
  unsubscribe: string;
  preferences: string;
}

const LINES_SHOWN = 6;

export function recoveryView(given: {
  shop: { name: string; host: string };
  sender: string;
  firstName: string | null;
  cart: RecoveryCart;
  links: RecoveryLinks;
  locale: MailLocale;
}): RecoveryView {
  const { cart, locale } = given;
  const lines = linesSchema.parse(cart.lines).filter((line) => line !== null);
  return {
    shop: given.shop,
    sender: { address: given.sender },
    contact: { first_name: (given.firstName ?? '').trim().slice(0, 60) },
    lines: lines.slice(0, LINES_SHOWN).map((line) => ({
      title: line.title,
      variant_title: line.variantTitle && line.variantTitle !== 'Default Title' ? line.variantTitle : '',
      quantity: line.quantity,
      price: formatMoney(line.price * line.quantity, cart.currency, locale),
      image_url: webAddress(line.imageUrl),
      initial: [...line.title.trim()][0]?.toUpperCase() ?? '·',
    })),
    hidden_lines: Math.max(0, lines.length - LINES_SHOWN),
    first_title: lines[0]?.title ?? '',
    more_titles: lines.length > 1,
    total: formatMoney(cart.total, cart.currency, locale),
    shop_url: given.links.shop,
    restore_url: given.links.restore,
    unsubscribe_url: given.links.unsubscribe,
    preferences_url: given.links.preferences,
  };
}

function webAddress(url: string | null | undefined): string {
  if (!url) return '';
  if (url.startsWith('//')) return `https:${url}`;
  return /^https?:\/\//.test(url) ? url : '';
}
