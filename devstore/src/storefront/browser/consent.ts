/**
 * Shopify's Customer Privacy API and a small banner that asks once.
 * https://shopify.dev/docs/api/customer-privacy
 */
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

const texts = {
  en: {
    label: 'Cookies',
    text: 'May we remember what you look at, so that the shop can show and write what fits you? It works without, too.',
    yes: 'Accept',
    no: 'Decline',
  },
  it: {
    label: 'Cookie',
    text: 'Possiamo ricordare che cosa guardi, per mostrarti e scriverti ciò che ti somiglia? Il negozio funziona anche senza.',
    yes: 'Accetto',
    no: 'Rifiuto',
  },
};

function showBanner(): void {
  if (document.getElementById('shopify-pc__banner')) return;
  const text = texts[document.documentElement.lang === 'it' ? 'it' : 'en'];
  const banner = document.createElement('div');
  banner.id = 'shopify-pc__banner';
  banner.setAttribute('role', 'region');
  banner.setAttribute('aria-label', text.label);
  banner.style.cssText =
    'position:fixed;inset:auto 1rem 1rem auto;left:max(1rem,calc(100vw - 27rem));z-index:50;background:#fffdf9;color:#2b3036;border:1px solid #dccfba;border-radius:14px;padding:1.1rem 1.25rem;box-shadow:0 12px 40px rgb(43 48 54 / .18);font-size:.9375rem;line-height:1.5';
  const words = document.createElement('p');
  words.textContent = text.text;
  words.style.margin = '0 0 .9rem';
  const row = document.createElement('div');
  row.style.cssText = 'display:flex;gap:.6rem';
  for (const given of [true, false]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.id = given ? 'shopify-pc__banner__btn-accept' : 'shopify-pc__banner__btn-decline';
    button.className = given ? 'button' : 'button button--quiet';
    button.style.flex = '1';
    button.textContent = given ? text.yes : text.no;
    button.addEventListener('click', () => {
      setTrackingConsent({ analytics: given, marketing: given, preferences: given, sale_of_data: given });
      banner.remove();
    });
    row.append(button);
  }
  banner.append(words, row);
  document.body.append(banner);
}

document.addEventListener('showPrivacyChoices', showBanner);
if (!decided()) showBanner();

export {};
