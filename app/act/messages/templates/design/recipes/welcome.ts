import { ALL, band, button, GROUND, heading, hello, list, products, room, signature, text } from './parts.ts';
import type { Recipe } from './recipe.ts';

export const WELCOME: readonly Recipe[] = [
  {
    id: 'welcome',
    aim: 'welcome',
    name: { en: 'Welcome', it: 'Benvenuto' },
    about: {
      en: 'The first mail after somebody signed up: who you are, and where to begin.',
      it: 'La prima mail dopo l’iscrizione: chi siete e da dove cominciare.',
    },
    mail: (say) => ({
      subject: say('Welcome to {{ shop.name }}', 'Ti diamo il benvenuto da {{ shop.name }}'),
      preheader: say('A short hello, and a good place to begin.', 'Un breve saluto e un buon punto da cui partire.'),
      blocks: [
        ...band(GROUND.sand, [
          room(8),
          heading(say('Good to have you here', 'Che bello averti qui'), { align: 'center' }),
          text(
            say(
              'We make and choose things that we would want at home ourselves. Once in a while we write about what is new, never more than is worth reading.',
              'Facciamo e scegliamo cose che vorremmo in casa nostra. Ogni tanto scriviamo che cosa c’è di nuovo: solo quando vale la pena.',
            ),
            { align: 'center' },
          ),
          button(say('Have a look around', 'Dai un’occhiata'), ALL, { align: 'center' }),
          room(8),
        ]),
        room(8),
        heading(say('A good place to begin', 'Per cominciare bene'), { level: 2 }),
        text(say('What others come back for:', 'Quello per cui gli altri tornano:')),
        products('recommended', { columns: 2, most: 4 }),
        heading(say('Good to know', 'Buono a sapersi'), { level: 3 }),
        list([
          say(
            'Questions? Just answer this mail, a person reads it.',
            'Domande? Rispondi a questa mail: la legge una persona.',
          ),
          say(
            'You can choose what you get from us at the foot of every mail.',
            'In fondo a ogni mail puoi scegliere che cosa ricevere.',
          ),
        ]),
      ],
    }),
  },
  {
    id: 'thanks-for-confirming',
    aim: 'welcome',
    name: { en: 'Thanks for confirming', it: 'Grazie della conferma' },
    about: {
      en: 'Right after somebody confirmed her address: the thank-you that was promised.',
      it: 'Subito dopo la conferma dell’indirizzo: il grazie promesso.',
    },
    mail: (say) => ({
      subject: say('Thank you: you are on the list', 'Grazie: sei in lista'),
      preheader: say('And here is what we promised.', 'Ed ecco quello che avevamo promesso.'),
      blocks: [
        heading(say('That worked', 'Fatto')),
        text([
          hello(say),
          say(
            'your address is confirmed. From now on you hear first when something new arrives or something good becomes cheaper.',
            'il tuo indirizzo è confermato. D’ora in poi saprai prima degli altri quando arriva una novità o quando qualcosa di buono costa meno.',
          ),
        ]),
        {
          kind: 'coupon',
          text: say('A thank-you for your first order', 'Un grazie per il tuo primo ordine'),
          code: 'HELLO10',
          small: say('10 % off, once, on everything.', '10% di sconto, una volta, su tutto.'),
        },
        button(say('Use it now', 'Usalo ora'), ALL, { align: 'center' }),
        signature(say),
      ],
    }),
  },
  {
    id: 'birthday',
    aim: 'welcome',
    name: { en: 'Birthday', it: 'Compleanno' },
    about: {
      en: 'On the day itself, or a few days before: good wishes and a small present.',
      it: 'Il giorno stesso o pochi giorni prima: gli auguri e un piccolo regalo.',
    },
    mail: (say) => ({
      subject: say(
        'Happy birthday{% if contact.first_name %}, {{ contact.first_name }}{% endif %}!',
        'Buon compleanno{% if contact.first_name %}, {{ contact.first_name }}{% endif %}!',
      ),
      preheader: say('There is something for you inside.', 'Dentro c’è qualcosa per te.'),
      blocks: [
        ...band(GROUND.rose, [
          room(16),
          heading(
            say(
              'Happy birthday{% if contact.first_name %}, {{ contact.first_name }}{% endif %}',
              'Buon compleanno{% if contact.first_name %}, {{ contact.first_name }}{% endif %}',
            ),
            { align: 'center' },
          ),
          text(
            say(
              'We wish you a day with cake, and with somebody to share it.',
              'Ti auguriamo una giornata con una torta, e qualcuno con cui dividerla.',
            ),
            { align: 'center' },
          ),
          room(8),
        ]),
        room(8),
        {
          kind: 'coupon',
          text: say('Our present: 15 % off', 'Il nostro regalo: 15% di sconto'),
          code: 'BIRTHDAY15',
          small: say('For two weeks, on one order.', 'Per due settimane, su un ordine.'),
        },
        button(say('Choose something nice', 'Scegli qualcosa di bello'), ALL, { align: 'center' }),
        products('recommended', { columns: 3, most: 3 }),
      ],
    }),
  },
  {
    id: 'loyalty',
    aim: 'welcome',
    name: { en: 'Thank you for your loyalty', it: 'Grazie della fedeltà' },
    about: {
      en: 'For those who bought several times: say that you noticed.',
      it: 'Per chi ha comprato più volte: fai sapere che lo hai notato.',
    },
    mail: (say) => ({
      subject: say('{{ contact.orders }} orders: thank you', '{{ contact.orders }} ordini: grazie'),
      preheader: say('We noticed, and we are glad.', 'Ce ne siamo accorti, e ne siamo felici.'),
      blocks: [
        heading(say('You keep coming back', 'Continui a tornare')),
        text([
          hello(say),
          say(
            'you have ordered with us {{ contact.orders }} times. A small shop lives by people like you, so this is no advertisement but a thank-you.',
            'hai ordinato da noi {{ contact.orders }} volte. Un piccolo negozio vive di persone come te: questa non è pubblicità, è un grazie.',
          ),
        ]),
        room(8),
        {
          kind: 'columns',
          widths: [50, 50],
          ground: GROUND.sage,
          columns: [
            [
              heading(say('First to know', 'I primi a sapere'), { level: 3 }),
              text(
                say(
                  'You hear of new things a day before everybody else.',
                  'Sai delle novità un giorno prima di tutti.',
                ),
              ),
            ],
            [
              heading(say('Shipping on us', 'Spedizione offerta'), { level: 3 }),
              text(
                say(
                  'Your next order travels free with the code below.',
                  'Il prossimo ordine viaggia gratis con il codice qui sotto.',
                ),
              ),
            ],
          ],
        },
        room(8),
        {
          kind: 'coupon',
          code: 'THANKYOU',
          text: '',
          small: say('Free shipping, once.', 'Spedizione gratuita, una volta.'),
        },
        button(say('See what is new', 'Guarda le novità'), ALL, { align: 'center' }),
        signature(say),
      ],
    }),
  },
  {
    id: 'vip-early-access',
    aim: 'welcome',
    name: { en: 'Early access for the best', it: 'In anteprima per i migliori' },
    about: {
      en: 'For your champions: a day ahead of everybody else.',
      it: 'Per i tuoi campioni: un giorno prima di tutti gli altri.',
    },
    mail: (say) => ({
      subject: say('For you, a day before everybody else', 'Per te, un giorno prima di tutti'),
      preheader: say('The door is open, quietly.', 'La porta è aperta, in silenzio.'),
      blocks: [
        ...band(GROUND.night, [
          room(20),
          heading(say('You go first', 'Prima di tutti, tu'), { align: 'center' }),
          text(
            say(
              'Tomorrow everybody will see it. Today it is yours and that of a few others.',
              'Domani lo vedranno tutti. Oggi è tuo, e di pochi altri.',
            ),
            { align: 'center' },
          ),
          button(say('Come in', 'Entra'), ALL, { align: 'center' }),
          room(20),
        ]),
        room(8),
        heading(say('What is waiting', 'Che cosa ti aspetta'), { level: 2 }),
        products('recommended', { columns: 2, most: 4, button: say('See it', 'Guarda') }),
        text(
          say(
            'This mail goes to our most loyal customers only. Please keep it to yourself until tomorrow.',
            'Questa mail va solo ai nostri clienti più fedeli. Tienila per te fino a domani.',
          ),
        ),
      ],
    }),
  },
];
