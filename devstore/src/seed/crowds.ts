import type { Locale } from '../shop/types.ts';

export interface City {
  city: string;
  zip: string;
  province: string | null;
  provinceCode: string | null;
  country: string;
  countryCode: string;
}

/** Who a shop's customers are: their names, where they live, and how many of them read Italian. */
export interface Crowd {
  italian: number;
  first: Record<Locale, string[]>;
  last: Record<Locale, string[]>;
  streets: Record<Locale, string[]>;
  cities: Record<Locale, City[]>;
  /** The telephone number of the `index`th of them. */
  phone(index: number): string;
}

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

/** The first shop's: half of Italy, half of its neighbours. */
export const EUROPEANS: Crowd = {
  italian: 0.55,
  first: FIRST,
  last: LAST,
  streets: STREETS,
  cities: CITIES,
  phone: (index) => `+39055${String(1_000_000 + index * 7).slice(0, 7)}`,
};

/** The second shop's: they live along the Hudson, and most of them speak the Italian of their grandparents. */
export const HUDSON_ITALIANS: Crowd = {
  italian: 0.8,
  first: {
    it: [
      'Angela',
      'Carmela',
      'Dante',
      'Enzo',
      'Filomena',
      'Gennaro',
      'Lia',
      'Mirella',
      'Rocco',
      'Silvana',
      'Vito',
      'Zita',
    ],
    en: ['Abe', 'Beth', 'Cora', 'Dean', 'Edie', 'Gus', 'Hank', 'June', 'Lou', 'Mae', 'Ned', 'Winnie'],
  },
  last: {
    it: [
      'Acquachiara',
      'Boscomaggio',
      'Cavasanta',
      'Ferromonti',
      'Lagonuovo',
      'Montesabbia',
      'Pontelungo',
      'Roccaspina',
      'Selvadori',
      'Vignarossa',
    ],
    en: [
      'Applegarth',
      'Brookhollow',
      'Cedarmill',
      'Ferrybank',
      'Gristedale',
      'Harborne-Lee',
      'Millrace',
      'Saltmarshe',
      'Stonebraid',
      'Wharfside',
    ],
  },
  streets: {
    it: ['Mulberry Street', 'Arthur Avenue', 'Court Street', 'Hudson Street'],
    en: ['Mill Road', 'River Street', 'Warren Street', 'Ferry Lane'],
  },
  cities: {
    it: [
      city('New York', '10013', 'New York', 'NY', 'United States', 'US'),
      city('Hoboken', '07030', 'New Jersey', 'NJ', 'United States', 'US'),
      city('Yonkers', '10701', 'New York', 'NY', 'United States', 'US'),
    ],
    en: [
      city('Hudson', '12534', 'New York', 'NY', 'United States', 'US'),
      city('Beacon', '12508', 'New York', 'NY', 'United States', 'US'),
      city('New Haven', '06510', 'Connecticut', 'CT', 'United States', 'US'),
    ],
  },
  // 555 is kept free for fiction.
  phone: (index) => `+1212555${String(1_000 + index).slice(-4)}`,
};
