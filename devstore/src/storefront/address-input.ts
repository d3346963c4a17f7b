import type { Address } from '../shop/types.ts';

/** The countries that the shop sends to. */
const countries: Record<string, string> = {
  IT: 'Italy',
  DE: 'Germany',
  FR: 'France',
  ES: 'Spain',
  AT: 'Austria',
  NL: 'Netherlands',
};

/** The address of a form, or undefined when something is missing. `field` gives what was filled in, trimmed. */
export function addressOf(field: (name: string) => string): Address | undefined {
  const countryCode = field('country') in countries ? field('country') : 'IT';
  if (['first_name', 'last_name', 'address1', 'city', 'zip'].some((name) => !field(name))) return undefined;
  return {
    firstName: field('first_name'),
    lastName: field('last_name'),
    address1: field('address1'),
    address2: field('address2') || null,
    city: field('city'),
    province: null,
    provinceCode: null,
    zip: field('zip'),
    country: countries[countryCode] ?? 'Italy',
    countryCode,
    phone: field('phone') || null,
  };
}
