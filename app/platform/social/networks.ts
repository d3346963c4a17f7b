// What each network takes, and whom it can show a post to. Pure data, for the form too.
import { DAY, HOUR } from '../clock/clock.ts';

export const NETWORKS = ['facebook', 'instagram', 'linkedin', 'mastodon'] as const;
export type Network = (typeof NETWORKS)[number];

export const isNetwork = (name: string): name is Network => NETWORKS.some((one) => one === name);

/** Ways in which a post can be meant for some only. */
export const AIMS = ['countries', 'ages', 'interests'] as const;
export type Aim = (typeof AIMS)[number];

export interface Capabilities {
  /** characters at most, its link among them */
  text: number;
  /** what a link counts for; null: as long as it is */
  linkCounts: number | null;
  picture: 'may' | 'must';
  /** whether a link in the text can be followed */
  followable: boolean;
  aims: readonly Aim[];
  /** posts in a window that moves along; null: it says itself when it is too much */
  limit: { most: number; windowMs: number } | null;
}

/**
 * https://developers.facebook.com/docs/graph-api/reference/page/feed
 * https://developers.facebook.com/docs/instagram-platform/content-publishing
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
 * https://docs.joinmastodon.org/methods/statuses/
 */
export const CAPABILITIES: Readonly<Record<Network, Capabilities>> = {
  facebook: {
    text: 63_206,
    linkCounts: null,
    picture: 'may',
    followable: true,
    aims: ['countries', 'ages', 'interests'],
    limit: null,
  },
  instagram: {
    text: 2200,
    linkCounts: null,
    picture: 'must',
    followable: false,
    aims: [],
    limit: { most: 50, windowMs: DAY },
  },
  linkedin: {
    text: 3000,
    linkCounts: null,
    picture: 'may',
    followable: true,
    aims: ['countries'],
    limit: { most: 100, windowMs: DAY },
  },
  mastodon: {
    text: 500,
    linkCounts: 23,
    picture: 'may',
    followable: true,
    aims: [],
    limit: { most: 300, windowMs: 3 * HOUR },
  },
};

/**
 * The numbers under which LinkedIn knows countries (`urn:li:geo:…`), the larger ones: each is what its own pages carry as
 * `geoId` beside the country's name. The list that its API has, `adTargetingEntities`, is open to approved advertisers alone,
 * and not to who publishes for a page; so by any other country LinkedIn cannot be told to narrow, and the screen says so.
 * https://learn.microsoft.com/en-us/linkedin/shared/references/v2/ads/adtargetingentities
 */
export const LINKEDIN_PLACES: Readonly<Record<string, string>> = {
  AE: '104305776',
  AT: '103883259',
  AU: '101452733',
  BE: '100565514',
  BR: '106057199',
  CA: '101174742',
  CH: '106693272',
  DE: '101282230',
  DK: '104514075',
  ES: '105646813',
  FI: '100456013',
  FR: '105015875',
  GB: '101165590',
  GR: '104677530',
  IE: '104738515',
  IN: '102713980',
  IT: '103350119',
  JP: '101355337',
  MX: '103323778',
  NL: '102890719',
  NO: '103819153',
  NZ: '105490917',
  PL: '105072130',
  PT: '100364837',
  RO: '106670623',
  SE: '105117694',
  SG: '102454443',
  US: '103644278',
};

export interface Aimed {
  /** two letters each */
  countries: readonly string[];
  ageFrom: number | null;
  ageTo: number | null;
  interests: readonly string[];
}

/** What of a target its network cannot do: those people are not left out. */
export function beyond(network: Network, { countries, ageFrom, ageTo, interests }: Aimed): Aim[] {
  const { aims } = CAPABILITIES[network];
  const asked: Readonly<Record<Aim, boolean>> = {
    countries: countries.length > 0,
    ages: ageFrom !== null || ageTo !== null,
    interests: interests.length > 0,
  };
  return AIMS.filter((aim) => asked[aim] && !(aims.includes(aim) && reaches(network, aim, countries)));
}

/** One country that it does not know would leave that one's people out: then it is not narrowed at all. */
const reaches = (network: Network, aim: Aim, countries: readonly string[]) =>
  !(network === 'linkedin' && aim === 'countries') || countries.every((code) => code in LINKEDIN_PLACES);

const ADDRESS = /https?:\/\/\S+/g;

/**
 * How long a network counts a text with its link to be.
 * @param link as it goes out; empty for none
 */
export function lengthFor(network: Network, text: string, link: string): number {
  const { linkCounts } = CAPABILITIES[network];
  const whole = textWithLink(text, link);
  if (linkCounts === null) return [...whole].length;
  return [...whole.replace(ADDRESS, 'x'.repeat(linkCounts))].length;
}

/** The text as networks get it that have no place of its own for a link. */
export const textWithLink = (text: string, link: string): string => [text, link].filter(Boolean).join('\n\n');
