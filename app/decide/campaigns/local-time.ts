// Where a contact's clock may be, from the country she is known to be in. Pure.
import { instantOfWall, isZone } from '../../platform/clock/zones.ts';

/** Of countries with several zones the one in which most people live. */
const MOST_PEOPLE: Readonly<Record<string, string>> = {
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  DE: 'Europe/Berlin',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Pohnpei',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MH: 'Pacific/Majuro',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PS: 'Asia/Hebron',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  UM: 'Pacific/Wake',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
};

const known = new Map<string, string | null>();

/** The zone of a country (two letters); null where it is not known. */
export function zoneOfCountry(country: string): string | null {
  const code = country.toUpperCase();
  const before = known.get(code);
  if (before !== undefined) return before;
  const zone = MOST_PEOPLE[code] ?? onlyZone(code);
  const found = zone !== null && isZone(zone) ? zone : null;
  known.set(code, found);
  return found;
}

/** By the Unicode data that the runtime has: https://tc39.es/proposal-intl-locale-info/ */
function onlyZone(code: string): string | null {
  if (!/^[A-Z]{2}$/.test(code)) return null;
  const locale: Intl.Locale & { getTimeZones?: () => string[] | undefined; timeZones?: string[] } = new Intl.Locale(
    `und-${code}`,
  );
  return (locale.getTimeZones?.() ?? locale.timeZones)?.[0] ?? null;
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every country whose zone is known. */
function allCountries(): string[] {
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
    (code) => zoneOfCountry(code) !== null,
  );
}

/** The instants at which clocks show `wall`, each with the countries where they do. */
export function instantsOfWall(wall: string): { at: number; countries: string[] }[] {
  const instants = new Map<number, string[]>();
  for (const code of allCountries()) {
    const zone = zoneOfCountry(code);
    if (zone === null) continue;
    const at = instantOfWall(wall, zone);
    const there = instants.get(at);
    if (there) there.push(code);
    else instants.set(at, [code]);
  }
  return [...instants].map(([at, countries]) => ({ at, countries }));
}
