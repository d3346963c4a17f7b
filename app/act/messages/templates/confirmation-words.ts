// The words of the mail that asks whether somebody wants mail. They are Liquid, rendered by the one engine.
import type { MailLocale } from './words.ts';

export interface ConfirmationWords {
  subject: string;
  preheader: string;
  heading: string;
  body: string;
  button: string;
  /** that nothing happens without an answer */
  ignore: string;
  why: string;
}

export interface ConfirmationView {
  shop: { name: string; host: string };
  sender: { address: string };
  /** a number of days */
  days: number;
  shop_url: string;
  confirm_url: string;
}

export const CONFIRMATION_WORDS: Record<MailLocale, ConfirmationWords> = {
  en: {
    subject: 'May {{ shop.name }} write to you?',
    preheader: 'One click, and you will hear from us. Without it, nothing happens.',
    heading: 'One click is missing',
    body: 'You are asked whether {{ shop.name }} may send you news and offers by mail. Please confirm that it is you who wants them.',
    button: 'Yes, write to me',
    ignore:
      'You did not ask for this, or changed your mind? Just leave this mail: without your click no news will come. The link works for {{ days }} days.',
    why: 'You receive this one mail because your address was given to {{ shop.name }}.',
  },
  it: {
    subject: '{{ shop.name }} può scriverti?',
    preheader: 'Basta un clic per ricevere le nostre novità. Senza clic non succede nulla.',
    heading: 'Manca solo un clic',
    body: 'Ti chiediamo se {{ shop.name }} può inviarti novità e offerte via mail. Conferma di essere tu a volerle.',
    button: 'Sì, scrivetemi',
    ignore:
      'Non l’hai chiesto tu, o hai cambiato idea? Lascia stare questa mail: senza il tuo clic non arriverà nulla. Il link vale {{ days }} giorni.',
    why: 'Ricevi quest’unica mail perché il tuo indirizzo è stato dato a {{ shop.name }}.',
  },
};
