import type { IdSource } from '../shop/ids.ts';
import type { Address, Customer, EmailConsent, Locale } from '../shop/types.ts';
import { EUROPEANS, type Crowd } from './crowds.ts';
import type { Random } from './random.ts';

export interface Person {
  customer: Customer;
  /** Never bought: joined the newsletter. */
  subscriberOnly: boolean;
}

/** Makes a customer who came to the shop at `since`. `index` keeps her address apart from every other's. */
export function makePerson(
  random: Random,
  ids: IdSource,
  index: number,
  since: number,
  subscriberOnly: boolean,
  crowd: Crowd = EUROPEANS,
): Person {
  const locale: Locale = random.chance(crowd.italian) ? 'it' : 'en';
  const firstName = random.pick(crowd.first[locale]);
  const lastName = random.pick(crowd.last[locale]);
  const host = random.pick(['example.com', 'example.org', 'example.net']);
  const email = `${firstName}.${lastName}.${index}@${host}`.toLowerCase();
  const at = new Date(since).toISOString();
  const street = random.pick(crowd.streets[locale]);
  const number = random.between(1, 90);
  const phone = random.chance(0.3) ? crowd.phone(index) : null;
  const address: Address = {
    firstName,
    lastName,
    address1: /^(Via|Corso|Piazza|Viale) /.test(street) ? `${street} ${number}` : `${number} ${street}`,
    address2: null,
    ...random.pick(crowd.cities[locale]),
    phone,
  };
  const tags = random.chance(0.04) ? ['vip'] : random.chance(0.03) ? ['wholesale'] : [];
  return {
    subscriberOnly,
    customer: {
      id: ids.next('customer'),
      email,
      phone,
      firstName,
      lastName,
      locale,
      tags: subscriberOnly ? ['newsletter'] : tags,
      note: null,
      emailConsent: consent(random, subscriberOnly, at),
      address: subscriberOnly ? null : address,
      createdAt: at,
      updatedAt: at,
    },
  };
}

function consent(random: Random, subscriberOnly: boolean, at: string): EmailConsent {
  const roll = random.next();
  if (subscriberOnly) {
    if (roll < 0.04) return { state: 'pending', optInLevel: 'confirmed_opt_in', updatedAt: at };
    if (roll < 0.14) return { state: 'unsubscribed', optInLevel: 'confirmed_opt_in', updatedAt: at };
    return { state: 'subscribed', optInLevel: 'confirmed_opt_in', updatedAt: at };
  }
  if (roll < 0.52) return { state: 'subscribed', optInLevel: 'single_opt_in', updatedAt: at };
  if (roll < 0.6) return { state: 'unsubscribed', optInLevel: 'single_opt_in', updatedAt: at };
  return { state: 'not_subscribed', optInLevel: null, updatedAt: null };
}
