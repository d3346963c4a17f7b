// Files of contacts that advertising networks match with their own members. What is personal goes out as a SHA-256 hash
// of its normal form, as both networks ask for; their headers and forms, as read in November 2026:
// Meta, "How to format a customer list": https://www.facebook.com/business/help/2082575038703844
// Google Ads, "Format your customer data file": https://support.google.com/google-ads/answer/7659867
import { createHash } from 'node:crypto';

export const AUDIENCE_FORMATS = ['meta', 'google'] as const;
export type AudienceFormat = (typeof AUDIENCE_FORMATS)[number];

export interface Person {
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  city: string | null;
  /** two letters */
  country: string | null;
}

interface Column {
  header: string;
  of(person: Person): string;
}

const hashed = (text: string | null) => (text ? createHash('sha256').update(text).digest('hex') : '');

const trimmed = (text: string | null) => text?.trim().toLowerCase() || null;

/** E.164; null for a number without its country, which nobody could match. */
export function internationalPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const plain = phone.replace(/[\s().-]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : null;
}

/** Google takes the dots out of addresses of its own mail. */
function googleEmail(email: string | null): string | null {
  const plain = trimmed(email);
  const [name = '', host = ''] = plain?.split('@') ?? [];
  if (host !== 'gmail.com' && host !== 'googlemail.com') return plain;
  return `${name.replaceAll('.', '')}@${host}`;
}

/** Letters and digits alone, without spaces and signs. */
const letters = (text: string | null) => trimmed(text)?.replace(/[^\p{L}\p{N}]/gu, '') || null;

const COLUMNS: Readonly<Record<AudienceFormat, readonly Column[]>> = {
  meta: [
    { header: 'email', of: ({ email }) => hashed(trimmed(email)) },
    // digits with the country's code, without the plus
    { header: 'phone', of: ({ phone }) => hashed(internationalPhone(phone)?.slice(1) ?? null) },
    { header: 'fn', of: ({ firstName }) => hashed(letters(firstName)) },
    { header: 'ln', of: ({ lastName }) => hashed(letters(lastName)) },
    { header: 'ct', of: ({ city }) => hashed(letters(city)) },
    { header: 'country', of: ({ country }) => hashed(trimmed(country)) },
  ],
  // names are matched with a postal code only, which we do not keep
  google: [
    { header: 'Email', of: ({ email }) => hashed(googleEmail(email)) },
    { header: 'Phone', of: ({ phone }) => hashed(internationalPhone(phone)) },
  ],
};

export const audienceHeader = (format: AudienceFormat): string =>
  `${COLUMNS[format].map(({ header }) => header).join(',')}\n`;

/** One line; hashes and headers need no quotes. */
export const audienceLine = (format: AudienceFormat, person: Person): string =>
  `${COLUMNS[format].map((column) => column.of(person)).join(',')}\n`;
