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

/** The second and last time that somebody is asked. */
export const REMINDER_WORDS: Record<MailLocale, ConfirmationWords> = {
  en: {
    subject: 'Shall {{ shop.name }} write to you? A reminder',
    preheader: 'We have asked once, and this is the last time. Without a click, nothing happens.',
    heading: 'Still one click missing',
    body: 'Two days ago we asked whether {{ shop.name }} may send you news and offers by mail. If you want them, one click is enough.',
    button: 'Yes, write to me',
    ignore:
      'You do not want any, or did not ask for this? Just leave this mail: without your click no news will come, and we do not ask about it again. The link works for {{ days }} days from our first mail.',
    why: 'You receive this one reminder because your address was given to {{ shop.name }}.',
  },
  it: {
    subject: '{{ shop.name }} può scriverti? Un promemoria',
    preheader: 'Te l’abbiamo chiesto una volta e questa è l’ultima. Senza clic non succede nulla.',
    heading: 'Manca ancora un clic',
    body: 'Due giorni fa ti abbiamo chiesto se {{ shop.name }} può inviarti novità e offerte via mail. Se le vuoi, basta un clic.',
    button: 'Sì, scrivetemi',
    ignore:
      'Non le vuoi, o non l’hai chiesto tu? Lascia stare questa mail: senza il tuo clic non arriverà nulla e non te lo chiederemo più. Il link vale {{ days }} giorni dalla nostra prima mail.',
    why: 'Ricevi quest’unico promemoria perché il tuo indirizzo è stato dato a {{ shop.name }}.',
  },
};

export const CONFIRMATION_WORDS: Record<MailLocale, ConfirmationWords> = {
  en: {
    subject: 'May {{ shop.name }} write to you?',
    preheader: 'One click, and you will hear from us. Without it, nothing happens.',
    heading: 'One click is missing',
    body: 'You are asked whether {{ shop.name }} may send you news and offers by mail. Please confirm that it is you who wants them.',
    button: 'Yes, write to me',
    ignore:
      'You did not ask for this, or changed your mind? Just leave this mail: without your click no news will come. The link works for {{ days }} days.',
    why: 'You receive this mail because your address was given to {{ shop.name }}. Without an answer we remind you once.',
  },
  it: {
    subject: '{{ shop.name }} può scriverti?',
    preheader: 'Basta un clic per ricevere le nostre novità. Senza clic non succede nulla.',
    heading: 'Manca solo un clic',
    body: 'Ti chiediamo se {{ shop.name }} può inviarti novità e offerte via mail. Conferma di essere tu a volerle.',
    button: 'Sì, scrivetemi',
    ignore:
      'Non l’hai chiesto tu, o hai cambiato idea? Lascia stare questa mail: senza il tuo clic non arriverà nulla. Il link vale {{ days }} giorni.',
    why: 'Ricevi questa mail perché il tuo indirizzo è stato dato a {{ shop.name }}. Senza risposta te lo ricordiamo una volta sola.',
  },
};
