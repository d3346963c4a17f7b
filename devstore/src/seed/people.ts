import type { IdSource } from '../shop/ids.ts';
import type { Address, Customer, EmailConsent, Locale } from '../shop/types.ts';
import type { Random } from './random.ts';

/** Surnames are made up; nobody is meant. */
const FIRST = {
  it: [
    'Anna',
    'Bianca',
    'Chiara',
    'Dario',
    'Elena',
    'Fabio',
    'Gaia',
    'Irene',
    'Leo',
    'Marta',
    'Nico',
    'Olga',
    'Pietro',
    'Rita',
    'Sara',
    'Tullio',
  ],
  en: [
    'Alma',
    'Ben',
    'Clara',
    'Dan',
    'Eve',
    'Finn',
    'Grace',
    'Hugh',
    'Iris',
    'Jo',
    'Kit',
    'Lena',
    'Max',
    'Nora',
    'Otto',
    'Paula',
    'Rosa',
    'Sam',
    'Tess',
    'Vera',
  ],
};
const LAST = {
  it: [
    'Arenamonti',
    'Belladuna',
    'Collemura',
    'Dunaschi',
    'Fontevia',
    'Granaldi',
    'Lunaversi',
    'Mulinacci',
    'Oltremare',
    'Pietralba',
    'Rivaldesi',
    'Sabbiani',
    'Torrevento',
    'Valdimare',
  ],
  en: [
    'Ashdune',
    'Brindlow',
    'Carrowby',
    'Dunmere',
    'Elmsand',
    'Fennimill',
    'Gristwold',
    'Hollowmere',
    'Kilnside',
    'Larkmill',
    'Millbraid',
    'Pebblethorpe',
    'Quernby',
    'Sandquist',
    'Tidewell',
    'Wheelock-Dale',
  ],
};
const STREETS = {
  it: ['Via del Mulino', 'Via della Duna', 'Corso Sabbia', 'Piazza della Macina', 'Viale dei Pini'],
  en: ['Mill Lane', 'Dune Street', 'Quern Road', 'Wheel Court', 'Harbour Row'],
};
interface City {
  city: string;
  zip: string;
  province: string | null;
  provinceCode: string | null;
  country: string;
  countryCode: string;
}
const city = (
  name: string,
  zip: string,
  province: string | null,
  code: string | null,
  country: string,
  countryCode: string,
): City => ({
  city: name,
  zip,
  province,
  provinceCode: code,
  country,
  countryCode,
});
const CITIES = {
  it: [
    city('Milano', '20121', 'Milano', 'MI', 'Italy', 'IT'),
    city('Roma', '00184', 'Roma', 'RM', 'Italy', 'IT'),
    city('Torino', '10121', 'Torino', 'TO', 'Italy', 'IT'),
    city('Bologna', '40121', 'Bologna', 'BO', 'Italy', 'IT'),
    city('Napoli', '80132', 'Napoli', 'NA', 'Italy', 'IT'),
    city('Cagliari', '09124', 'Cagliari', 'CA', 'Italy', 'IT'),
  ],
  en: [
    city('Dublin', 'D02 X285', 'Dublin', 'D', 'Ireland', 'IE'),
    city('Berlin', '10115', null, null, 'Germany', 'DE'),
    city('Amsterdam', '1012 AB', null, null, 'Netherlands', 'NL'),
    city('Vienna', '1010', null, null, 'Austria', 'AT'),
    city('Paris', '75003', null, null, 'France', 'FR'),
    city('London', 'E1 6AN', null, null, 'United Kingdom', 'GB'),
  ],
};

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
): Person {
  const locale: Locale = random.chance(0.55) ? 'it' : 'en';
  const firstName = random.pick(FIRST[locale]);
  const lastName = random.pick(LAST[locale]);
  const host = random.pick(['example.com', 'example.org', 'example.net']);
  const email = `${firstName}.${lastName}.${index}@${host}`.toLowerCase();
  const at = new Date(since).toISOString();
  const street = random.pick(STREETS[locale]);
  const number = random.between(1, 90);
  const phone = random.chance(0.3) ? `+39055${String(1_000_000 + index * 7).slice(0, 7)}` : null;
  const address: Address = {
    firstName,
    lastName,
    address1: locale === 'it' ? `${street} ${number}` : `${number} ${street}`,
    address2: null,
    ...random.pick(CITIES[locale]),
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
