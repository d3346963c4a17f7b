import { purposes, type Purpose } from './purposes.ts';

const texts = {
  en: {
    label: 'Cookies',
    text: 'May we remember what you look at, so that the shop can show and write what fits you? It works without, too.',
    yes: 'Accept',
    no: 'Decline',
    choose: 'Choose',
    title: 'Privacy choices',
    save: 'Save my choices',
    close: 'Close',
    purposes: {
      analytics: 'Count what is looked at',
      marketing: 'Show and write what fits me',
      preferences: 'Remember language and country',
      sale_of_data: 'Share my data with others',
    },
  },
  it: {
    label: 'Cookie',
    text: 'Possiamo ricordare che cosa guardi, per mostrarti e scriverti ciò che ti somiglia? Il negozio funziona anche senza.',
    yes: 'Accetto',
    no: 'Rifiuto',
    choose: 'Scelgo',
    title: 'Scelte sulla privacy',
    save: 'Salva le mie scelte',
    close: 'Chiudi',
    purposes: {
      analytics: 'Contare che cosa si guarda',
      marketing: 'Mostrarmi e scrivermi ciò che mi somiglia',
      preferences: 'Ricordare lingua e paese',
      sale_of_data: 'Condividere i miei dati con altri',
    },
  },
};

const words = () => texts[document.documentElement.lang === 'it' ? 'it' : 'en'];
const paper = 'background:#fffdf9;color:#2b3036;border:1px solid #dccfba;border-radius:14px';

/** Asks once, at the foot of the page; both answers are equally easy to give. */
export function showConsentBanner(answer: (given: boolean) => void, choose: () => void): void {
  if (document.getElementById('shopify-pc__banner')) return;
  const text = words();
  const banner = document.createElement('div');
  banner.id = 'shopify-pc__banner';
  banner.setAttribute('role', 'region');
  banner.setAttribute('aria-label', text.label);
  banner.style.cssText = `position:fixed;inset:auto 1rem 1rem auto;left:max(1rem,calc(100vw - 29rem));z-index:50;${paper};padding:1.1rem 1.25rem;box-shadow:0 12px 40px rgb(43 48 54 / .18);font-size:.9375rem;line-height:1.5`;
  const said = document.createElement('p');
  said.textContent = text.text;
  said.style.margin = '0 0 .9rem';
  const row = document.createElement('div');
  row.style.cssText = 'display:flex;flex-wrap:wrap;gap:.6rem;align-items:center';
  for (const given of [true, false]) {
    const button = pressable(given ? text.yes : text.no, () => answer(given));
    button.id = given ? 'shopify-pc__banner__btn-accept' : 'shopify-pc__banner__btn-decline';
    button.className = given ? 'button' : 'button button--quiet';
    button.style.flex = '1';
    row.append(button);
  }
  const more = pressable(text.choose, choose);
  more.id = 'shopify-pc__banner__btn-manage-prefs';
  more.className = 'link';
  row.append(more);
  banner.append(said, row);
  document.body.append(banner);
  document.addEventListener('visitorConsentCollected', () => banner.remove(), { once: true });
}

/** One choice for each purpose, in a dialog that closes with Escape and changes nothing until it is saved. */
export function showPreferences(
  allowed: (purpose: Purpose) => boolean,
  save: (consent: Partial<Record<Purpose, boolean>>) => void,
): void {
  if (document.getElementById('shopify-pc__prefs')) return;
  const text = words();
  const dialog = document.createElement('dialog');
  dialog.id = 'shopify-pc__prefs';
  dialog.setAttribute('aria-labelledby', 'shopify-pc__prefs__title');
  dialog.style.cssText = `${paper};padding:1.5rem;width:min(30rem,calc(100vw - 2rem))`;
  const title = document.createElement('h2');
  title.id = 'shopify-pc__prefs__title';
  title.textContent = text.title;
  const choices = (Object.keys(purposes) as Purpose[]).map((purpose) => {
    const label = document.createElement('label');
    label.className = 'check';
    label.style.marginBottom = '.75rem';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.name = purpose;
    box.checked = allowed(purpose);
    const name = document.createElement('span');
    name.textContent = text.purposes[purpose];
    label.append(box, name);
    return { purpose, label, box };
  });
  const row = document.createElement('div');
  row.style.cssText = 'display:flex;flex-wrap:wrap;gap:.6rem;margin-top:1.25rem';
  const keep = pressable(text.save, () => {
    save(Object.fromEntries(choices.map(({ purpose, box }) => [purpose, box.checked])));
    dialog.close();
  });
  keep.id = 'shopify-pc__prefs__header-save';
  keep.className = 'button';
  const close = pressable(text.close, () => dialog.close());
  close.className = 'button button--quiet';
  row.append(keep, close);
  dialog.append(title, ...choices.map(({ label }) => label), row);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function pressable(label: string, press: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', press);
  return button;
}
