import type { BannerInput } from './banner.ts';

/** The versions that a new shop starts with: harmless to show, easy to change, and they show what a banner can do. */
export const BANNER_SEEDS: readonly (BannerInput & { id: string })[] = [
  {
    id: 'home-loyal',
    key: 'home',
    name: 'Champions and loyal customers',
    status: 'on',
    condition: { version: 1, when: { type: 'rfm.group', in: ['champions', 'loyal'] } },
    content: {
      en: {
        title: 'Thank you for coming back',
        text: 'You are one of the people this shop exists for. Here is what came in since your last visit.',
        link: '/collections/all',
        label: 'See what is new',
      },
      it: {
        title: 'Grazie di tornare da noi',
        text: 'Questo negozio esiste per persone come te. Ecco che cosa è arrivato dalla tua ultima visita.',
        link: '/collections/all',
        label: 'Guarda le novità',
      },
    },
  },
  {
    id: 'home-missed',
    key: 'home',
    name: 'Customers who have been away',
    status: 'on',
    condition: { version: 1, when: { type: 'rfm.group', in: ['at_risk', 'previously_loyal'] } },
    content: {
      en: {
        title: 'We have missed you',
        text: 'It has been a while. Come in and have a look round.',
        link: '/collections/all',
        label: 'Look round',
      },
      it: {
        title: 'Ci mancavi',
        text: 'È passato un po’ di tempo. Entra, dai un’occhiata.',
        link: '/collections/all',
        label: 'Dai un’occhiata',
      },
    },
  },
  {
    id: 'home-customers',
    key: 'home',
    name: 'Everybody who has bought',
    status: 'on',
    condition: { version: 1, when: { type: 'stage', in: ['customer', 'loyal'] } },
    content: {
      en: {
        title: 'Good to see you again',
        text: 'Thank you for your order. Here are some things that may go with it.',
        link: '/collections/all',
        label: 'Have a look',
      },
      it: {
        title: 'Che bello rivederti',
        text: 'Grazie del tuo ordine. Qui trovi qualcosa che ci sta bene insieme.',
        link: '/collections/all',
        label: 'Dai un’occhiata',
      },
    },
  },
];
