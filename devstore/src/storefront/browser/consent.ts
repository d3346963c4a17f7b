/**
 * Shopify's Customer Privacy API and a small banner that asks once.
 * https://shopify.dev/docs/api/customer-privacy
 */
import { showConsentBanner } from './consent-banner.ts';

interface Consent {
  analytics: boolean;
  marketing: boolean;
  preferences: boolean;
  sale_of_data: boolean;
}

type Answer = '' | '0' | '1';

const purposes = { analytics: 'a', marketing: 'm', preferences: 'p', sale_of_data: 's' } as const;
const cookieName = '_tracking_consent';

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

const allowed = (purpose: keyof Consent): boolean => answers()[purposes[purpose]] === '1';
const decided = (): boolean => Object.values(answers()).some((answer) => answer === '0' || answer === '1');

function setTrackingConsent(consent: Partial<Consent>, done?: (result?: { error?: string }) => void): void {
  const before = answers();
  const CMP = Object.fromEntries(
    Object.entries(purposes).map(([purpose, letter]) => {
      const given = consent[purpose as keyof Consent];
      return [letter, given === undefined ? (before[letter] ?? '') : given ? '1' : '0'];
    }),
  );
  const value = encodeURIComponent(JSON.stringify({ v: '2.1', con: { CMP }, region: 'IT', reg: 'GDPR' }));
  document.cookie = `${cookieName}=${value}; path=/; max-age=31536000; samesite=lax`;
  if (!allowed('analytics')) document.cookie = '_shopify_y=; path=/; max-age=0';
  document.dispatchEvent(
    new CustomEvent('visitorConsentCollected', {
      detail: {
        analyticsAllowed: allowed('analytics'),
        marketingAllowed: allowed('marketing'),
        preferencesAllowed: allowed('preferences'),
        saleOfDataAllowed: allowed('sale_of_data'),
      },
    }),
  );
  done?.();
}

const shopify = ((window as { Shopify?: Record<string, unknown> }).Shopify ??= {});
shopify['customerPrivacy'] = {
  analyticsProcessingAllowed: () => allowed('analytics'),
  marketingAllowed: () => allowed('marketing'),
  preferencesProcessingAllowed: () => allowed('preferences'),
  saleOfDataAllowed: () => allowed('sale_of_data'),
  userCanBeTracked: () => allowed('analytics'),
  currentVisitorConsent: () => {
    const given = answers();
    const word = (answer: Answer | undefined): string => (answer === '1' ? 'yes' : answer === '0' ? 'no' : '');
    return Object.fromEntries(Object.entries(purposes).map(([purpose, letter]) => [purpose, word(given[letter])]));
  },
  shouldShowBanner: () => !decided(),
  getRegion: () => 'IT',
  setTrackingConsent,
};
shopify['loadFeatures'] = (_features: unknown, done?: (error?: Error) => void): void => done?.();

const ask = (): void =>
  showConsentBanner((given) =>
    setTrackingConsent({ analytics: given, marketing: given, preferences: given, sale_of_data: given }),
  );
document.addEventListener('showPrivacyChoices', ask);
if (!decided()) ask();
