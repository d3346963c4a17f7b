import type { Locale } from '../shop/types.ts';

/** What the admin's frame says around the app, in the language that the merchant reads. */
export interface Words {
  places: Record<
    'orders' | 'products' | 'customers' | 'segments' | 'discounts' | 'marketing' | 'flow' | 'store',
    string
  >;
  menu: string;
  unsaved: string;
  discard: string;
  save: string;
  channels: string;
  apps: string;
  storefront: string;
  mailbox: string;
  panel: string;
  fidelity: string;
}

export const WORDS: Record<Locale, Words> = {
  en: {
    places: {
      orders: 'Orders',
      products: 'Products',
      customers: 'Customers',
      segments: 'Segments',
      discounts: 'Discounts',
      marketing: 'Marketing',
      flow: 'Flow',
      store: 'Online Store',
    },
    menu: 'Menu',
    unsaved: 'Unsaved changes',
    discard: 'Discard',
    save: 'Save',
    channels: 'Sales channels',
    apps: 'Apps',
    storefront: 'View storefront',
    mailbox: 'Mailbox',
    panel: 'Panel',
    fidelity: 'Fidelity',
  },
  it: {
    places: {
      orders: 'Ordini',
      products: 'Prodotti',
      customers: 'Clienti',
      segments: 'Segmenti',
      discounts: 'Sconti',
      marketing: 'Marketing',
      flow: 'Flow',
      store: 'Negozio online',
    },
    menu: 'Menu',
    unsaved: 'Modifiche non salvate',
    discard: 'Annulla',
    save: 'Salva',
    channels: 'Canali di vendita',
    apps: 'App',
    storefront: 'Vai al negozio',
    mailbox: 'Posta',
    panel: 'Pannello',
    fidelity: 'Fedeltà',
  },
};
