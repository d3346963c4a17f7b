/**
 * Shopify's Customer Privacy API, as `content_for_header` brings it.
 * https://shopify.dev/docs/api/customer-privacy
 */
import type { Region } from '../privacy/regions.ts';
import { showConsentBanner, showPreferences } from './consent-banner.ts';
import { purposes, type Purpose } from './purposes.ts';

type Answer = '' | '0' | '1';

const cookieName = '_tracking_consent';
const region = JSON.parse(document.getElementById('customer-privacy-setup')?.textContent ?? '{}') as Region;

function answers(): Partial<Record<string, Answer>> {
  const text = document.cookie
    .split('; ')
    .find((part) => part.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
  try {
    const parsed = JSON.parse(decodeURIComponent(text ?? '')) as { con?: { CMP?: Record<string, Answer> } };
    return parsed.con?.CMP ?? {};
  } catch {
    return {};
  }
}

/** Global Privacy Control, which a browser sends for its user, declines the sale of data until she says otherwise. */
const declinedByBrowser = (): boolean => Reflect.get(navigator, 'globalPrivacyControl') === true;

/** Where the law asks first, nothing is allowed until she answers; elsewhere, all but what she declined. */
function allowed(purpose: Purpose): boolean {
  const answer = answers()[purposes[purpose]];
  if (region.rule === 'opt_in') return answer === '1';
  if (purpose === 'sale_of_data' && declinedByBrowser()) return answer === '1';
  return answer !== '0';
}

const decided = (): boolean => Object.values(answers()).some((answer) => answer === '0' || answer === '1');
const shouldShowBanner = (): boolean => region.rule === 'opt_in' && !decided();

function setTrackingConsent(
  consent: Partial<Record<Purpose, boolean>>,
  done?: (result?: { error?: string }) => void,
): void {
  if (typeof consent !== 'object' || consent === null)
    throw new Error('setTrackingConsent takes an object of consents');
  const before = answers();
  const CMP = Object.fromEntries(
    Object.entries(purposes).map(([purpose, letter]) => {
      const given = consent[purpose as Purpose];
      return [letter, given === undefined ? (before[letter] ?? '') : given ? '1' : '0'];
    }),
  );
  const value = encodeURIComponent(JSON.stringify({ v: '2.1', con: { CMP }, region: region.code, reg: regulation() }));
  document.cookie = `${cookieName}=${value}; path=/; max-age=31536000; samesite=lax`;
  if (!allowed('analytics')) document.cookie = '_shopify_y=; path=/; max-age=0';
  // Shopify hears it from its server first: whoever counts on the answer at once is wrong here too.
  setTimeout(() => {
    document.dispatchEvent(
      new CustomEvent('visitorConsentCollected', {
        detail: {
          analyticsAllowed: allowed('analytics'),
          marketingAllowed: allowed('marketing'),
          preferencesAllowed: allowed('preferences'),
          saleOfDataAllowed: allowed('sale_of_data'),
          firstPartyMarketingAllowed: allowed('marketing'),
          thirdPartyMarketingAllowed: allowed('marketing') && allowed('sale_of_data'),
        },
      }),
    );
    done?.();
  }, 0);
}

function regulation(): string {
  return region.rule === 'opt_in' ? 'GDPR' : region.rule === 'opt_out_of_sale' ? 'CCPA' : '';
}

function currentVisitorConsent(): Record<string, string> {
  const given = answers();
  const word = (answer: Answer | undefined): string => (answer === '1' ? 'yes' : answer === '0' ? 'no' : '');
  return {
    ...Object.fromEntries(Object.entries(purposes).map(([purpose, letter]) => [purpose, word(given[letter])])),
    gpc: declinedByBrowser() ? 'yes' : '',
  };
}

const shopify = ((window as { Shopify?: Record<string, unknown> }).Shopify ??= {});
shopify['customerPrivacy'] = {
  analyticsProcessingAllowed: () => allowed('analytics'),
  marketingAllowed: () => allowed('marketing'),
  preferencesProcessingAllowed: () => allowed('preferences'),
  saleOfDataAllowed: () => allowed('sale_of_data'),
  firstPartyMarketingAllowed: () => allowed('marketing'),
  thirdPartyMarketingAllowed: () => allowed('marketing') && allowed('sale_of_data'),
  userCanBeTracked: () => allowed('analytics') && allowed('marketing'),
  doesMerchantSupportGranularConsent: () => true,
  isRegulationEnforced: () => region.rule !== 'none',
  saleOfDataRegion: () => region.rule === 'opt_out_of_sale',
  getRegion: () => region.code,
  getRegulation: regulation,
  currentVisitorConsent,
  shouldShowBanner,
  shouldShowGDPRBanner: shouldShowBanner,
  setTrackingConsent,
};

interface Feature {
  name?: unknown;
  version?: unknown;
}

shopify['loadFeatures'] = (features: Feature[], done?: (error?: Error) => void): void => {
  const unknown = features.find(({ name }) => name !== 'consent-tracking-api');
  setTimeout(() => done?.(unknown && new Error(`The feature ${String(unknown.name)} is not simulated`)), 0);
};

const answerAll = (given: boolean): void =>
  setTrackingConsent({ analytics: given, marketing: given, preferences: given, sale_of_data: given });
const openPreferences = (): void => showPreferences(allowed, setTrackingConsent);
const openBanner = (): void => showConsentBanner(answerAll, openPreferences);

// https://shopify.dev/docs/api/customer-privacy#privacy-banner
(window as { privacyBanner?: unknown }).privacyBanner = { loadBanner: openBanner, showPreferences: openPreferences };
document.addEventListener('showPrivacyChoices', openPreferences);
if (shouldShowBanner()) openBanner();
