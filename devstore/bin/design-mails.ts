import type { Devstore } from '../src/devstore.ts';
import { primaryLocale } from '../src/shop/language.ts';
import { askApp } from './ask-app.ts';

/** Starting templates that the merchant makes ready to be sent, the one that she edited last at the end. */
const TEMPLATES = [
  { recipe: 'cart-1', name: { en: 'Left cart', it: 'Carrello lasciato' } },
  { recipe: 'newsletter', name: { en: 'Newsletter', it: 'Newsletter' } },
  { recipe: 'new-arrivals', name: { en: 'New arrivals', it: 'Novità' } },
];

/** How the mails of the demo's shop look. */
function brandOf({ store, config }: Devstore) {
  return {
    colours: {
      page: '#f4efe6',
      card: '#ffffff',
      text: '#2b2520',
      muted: '#645b51',
      button: '#9c3d12',
      buttonText: '#ffffff',
      link: '#9c3d12',
    },
    logo: { url: `${config.origin}/cdn/logo.svg`, width: 220, alt: store.shop.name },
    fonts: { heading: 'georgia', body: 'system', wish: '' },
    corners: 'soft',
    address: 'Via delle Moline 7, 40126 Bologna',
    social: [
      { network: 'instagram', url: 'https://instagram.example/sandmill.goods' },
      { network: 'mastodon', url: 'https://mastodon.example/@sandmill' },
    ],
  };
}

/** Says how the shop's mails look, and makes some templates ready: a campaign can be sent at once. */
export async function designMails(devstore: Devstore): Promise<void> {
  await askApp(devstore, 'app.settings.brand', '/app/settings/brand', brandOf(devstore));
  const locale = primaryLocale(devstore.store.shop);
  for (const { recipe, name } of TEMPLATES) {
    const made = await askApp(devstore, 'app.campaigns.templates.new', '/app/campaigns/templates/new', {
      recipe,
      locale,
      name: name[locale],
    });
    const path = made.headers.get('x-remix-redirect') ?? '';
    const opened = await askApp(devstore, 'app.campaigns.templates.$id', path);
    const { name: called, document, revision } = (await opened.json()) as Record<string, unknown>;
    const ready = { name: called, document, over: revision, publish: true };
    await askApp(devstore, 'app.campaigns.templates.$id', path, ready);
  }
}
