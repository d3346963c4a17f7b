import { ALL, band, button, GROUND, heading, hello, line, products, room, text } from './parts.ts';
import type { Recipe } from './recipe.ts';

export const SELL: readonly Recipe[] = [
  {
    id: 'new-arrivals',
    aim: 'sell',
    name: { en: 'New arrivals', it: 'Novità' },
    about: { en: 'When something new stands on the shelf.', it: 'Quando sullo scaffale c’è qualcosa di nuovo.' },
    mail: (say) => ({
      subject: say('New: fresh from the workshop', 'Novità: appena arrivate'),
      preheader: say('Four new things, and the story of one.', 'Quattro novità, e la storia di una.'),
      blocks: [
        ...band(GROUND.slate, [
          room(12),
          heading(say('Just in', 'Appena arrivati'), { align: 'center' }),
          text(say('We have waited for these ourselves.', 'Li aspettavamo anche noi.'), { align: 'center' }),
          room(4),
        ]),
        room(8),
        products('recommended', { columns: 2, most: 4, button: say('See it', 'Guarda') }),
        line(),
        heading(say('The story of one of them', 'La storia di uno di loro'), { level: 2 }),
        text(
          say(
            'Write here where it comes from, who made it, and why you chose it. Two or three sentences are enough: people buy from people.',
            'Scrivi qui da dove viene, chi l’ha fatto e perché l’hai scelto. Bastano due o tre frasi: le persone comprano dalle persone.',
          ),
        ),
        button(say('See everything new', 'Vedi tutte le novità'), ALL, { align: 'center' }),
      ],
    }),
  },
  {
    id: 'back-in-stock',
    aim: 'sell',
    name: { en: 'Back in stock', it: 'Di nuovo disponibile' },
    about: {
      en: 'For those who waited for something that was sold out.',
      it: 'Per chi aspettava qualcosa che era esaurito.',
    },
    mail: (say) => ({
      subject: say('It is back', 'È tornato'),
      preheader: say(
        'What you were waiting for is on the shelf again.',
        'Quello che aspettavi è di nuovo sullo scaffale.',
      ),
      blocks: [
        heading(say('Back on the shelf', 'Di nuovo sullo scaffale')),
        text([
          hello(say),
          say(
            'what was sold out is here again. How long it lasts we do not know: last time it went fast.',
            'quello che era esaurito è di nuovo qui. Quanto durerà non lo sappiamo: l’ultima volta è finito in fretta.',
          ),
        ]),
        { kind: 'products', source: 'picked', products: [], columns: 1, most: 2 },
        button(say('Get it now', 'Prendilo ora'), ALL, { wide: true }),
        line(),
        heading(say('Goes well with it', 'Ci sta bene insieme'), { level: 3 }),
        products('recommended', { columns: 3, most: 3 }),
      ],
    }),
  },
  {
    id: 'price-drop',
    aim: 'sell',
    name: { en: 'Price drop', it: 'Prezzo ribassato' },
    about: {
      en: 'When something that people looked at costs less.',
      it: 'Quando qualcosa che è stato guardato costa meno.',
    },
    mail: (say) => ({
      subject: say('It costs less now', 'Ora costa meno'),
      preheader: say('A good moment, if you were waiting for one.', 'Un buon momento, se lo stavi aspettando.'),
      blocks: [
        ...band(GROUND.sage, [
          room(8),
          heading(say('A good moment', 'Il momento giusto'), { align: 'center' }),
          text(
            say(
              'Some prices went down today. No countdown, no small print.',
              'Oggi alcuni prezzi sono scesi. Niente conto alla rovescia, niente clausole.',
            ),
            { align: 'center' },
          ),
          room(4),
        ]),
        room(8),
        { kind: 'products', source: 'picked', products: [], columns: 2, most: 4, button: say('See it', 'Guarda') },
        button(say('All reduced products', 'Tutti i prodotti ribassati'), ALL, { align: 'center' }),
      ],
    }),
  },
  {
    id: 'sale',
    aim: 'sell',
    name: { en: 'Seasonal sale', it: 'Saldi di stagione' },
    about: {
      en: 'The sale begins: what, how much, until when.',
      it: 'Cominciano i saldi: che cosa, quanto, fino a quando.',
    },
    mail: (say) => ({
      subject: say('The sale has begun', 'I saldi sono cominciati'),
      preheader: say('Up to 30 % off, while there is some.', 'Fino al 30% in meno, finché ce n’è.'),
      blocks: [
        ...band(GROUND.night, [
          room(24),
          heading(say('Up to 30 % off', 'Fino al 30% in meno'), { align: 'center' }),
          text(say('The season changes, and the shelves with it.', 'Cambia la stagione, e con lei gli scaffali.'), {
            align: 'center',
          }),
          button(say('To the sale', 'Vai ai saldi'), ALL, { align: 'center' }),
          room(24),
        ]),
        room(8),
        products('recommended', { columns: 3, most: 6 }),
        line(),
        text(
          say(
            'Prices are already reduced in the shop, you need no code. The sale lasts until the end of the month.',
            'I prezzi sono già ribassati nel negozio, non serve alcun codice. I saldi durano fino alla fine del mese.',
          ),
          { align: 'center' },
        ),
      ],
    }),
  },
  {
    id: 'last-day',
    aim: 'sell',
    name: { en: 'Last day', it: 'Ultimo giorno' },
    about: {
      en: 'Before an offer ends, with the time that is left.',
      it: 'Prima che finisca un’offerta, con il tempo che resta.',
    },
    mail: (say) => ({
      subject: say('Ends tonight', 'Finisce stasera'),
      preheader: say('The last hours of our offer.', 'Le ultime ore della nostra offerta.'),
      blocks: [
        heading(say('The last hours', 'Le ultime ore'), { align: 'center' }),
        {
          kind: 'countdown',
          until: '2026-12-31T23:59',
          text: say('The offer ends in', 'L’offerta finisce tra'),
          over: say('The offer is over. Thank you to everybody who came.', 'L’offerta è finita. Grazie a tutti.'),
        },
        button(say('Have a last look', 'Un’ultima occhiata'), ALL, { align: 'center' }),
        room(8),
        products('recommended', { columns: 2, most: 4 }),
        text(
          say(
            'If you have ordered already: thank you, your parcel is on its way.',
            'Se hai già ordinato: grazie, il pacco è in viaggio.',
          ),
          { align: 'center' },
        ),
      ],
    }),
  },
  {
    id: 'gift-guide',
    aim: 'sell',
    name: { en: 'Gift guide', it: 'Idee regalo' },
    about: {
      en: 'Before the holidays: ideas sorted for whom.',
      it: 'Prima delle feste: idee divise per chi le riceve.',
    },
    mail: (say) => ({
      subject: say('Presents, without the headache', 'Regali, senza mal di testa'),
      preheader: say('Sorted by whom they are for.', 'Divisi per chi li riceve.'),
      blocks: [
        ...band(GROUND.rose, [
          room(12),
          heading(say('For whom are you looking?', 'Per chi lo cerchi?'), { align: 'center' }),
          text(say('We have made three small shelves for you.', 'Ti abbiamo preparato tre piccoli scaffali.'), {
            align: 'center',
          }),
          room(4),
        ]),
        {
          kind: 'columns',
          widths: [33, 33, 33],
          space: 16,
          columns: [
            [
              heading(say('For her', 'Per lei'), { level: 3, align: 'center' }),
              button(say('Look', 'Guarda'), ALL, { look: 'outline', align: 'center' }),
            ],
            [
              heading(say('For him', 'Per lui'), { level: 3, align: 'center' }),
              button(say('Look', 'Guarda'), ALL, { look: 'outline', align: 'center' }),
            ],
            [
              heading(say('Small things', 'Piccole cose'), { level: 3, align: 'center' }),
              button(say('Look', 'Guarda'), ALL, { look: 'outline', align: 'center' }),
            ],
          ],
        },
        line(),
        heading(say('Most often given', 'I più regalati'), { level: 2 }),
        products('recommended', { columns: 2, most: 6 }),
        text(
          say(
            'Ordered by the 18th, it arrives in time. We wrap it if you like.',
            'Ordinato entro il 18, arriva in tempo. Se vuoi, lo incartiamo.',
          ),
        ),
      ],
    }),
  },
];
