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

/** Asks once, at the foot of the page; both answers are equally easy to give. */
export function showConsentBanner(answer: (given: boolean) => void): void {
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
      answer(given);
      banner.remove();
    });
    row.append(button);
  }
  banner.append(words, row);
  document.body.append(banner);
}
