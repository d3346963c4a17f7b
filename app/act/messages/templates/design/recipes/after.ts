import { ALL, button, GROUND, heading, hello, line, list, products, room, signature, text } from './parts.ts';
import type { Recipe } from './recipe.ts';

export const AFTER: readonly Recipe[] = [
  {
    id: 'order-thanks',
    aim: 'after',
    name: { en: 'Thank you for your order', it: 'Grazie dell’ordine' },
    about: { en: 'A personal word after the first order.', it: 'Una parola personale dopo il primo ordine.' },
    mail: (say) => ({
      subject: say('Thank you for your order', 'Grazie del tuo ordine'),
      preheader: say('A word from us, beside the receipt.', 'Una parola da parte nostra, oltre alla ricevuta.'),
      blocks: [
        heading(say('Thank you', 'Grazie')),
        text([
          hello(say),
          say(
            'your order means a lot to us. While it is being packed, here is once more what you chose:',
            'il tuo ordine per noi conta molto. Mentre lo prepariamo, ecco ancora una volta che cosa hai scelto:',
          ),
        ]),
        products('order', { columns: 1, most: 6, price: false }),
        line(),
        heading(say('So that it lasts', 'Perché duri a lungo'), { level: 3 }),
        list([
          say(
            'Read the small card in the parcel: it tells how to care for it.',
            'Leggi il cartoncino nel pacco: dice come averne cura.',
          ),
          say(
            'Something is not as it should be? Answer this mail, and we put it right.',
            'Qualcosa non va? Rispondi a questa mail e rimediamo.',
          ),
        ]),
        signature(say),
      ],
    }),
  },
  {
    id: 'review',
    aim: 'after',
    name: { en: 'Ask for a review', it: 'Chiedi una recensione' },
    about: { en: 'Two weeks after the parcel: how is it?', it: 'Due settimane dopo il pacco: com’è?' },
    mail: (say) => ({
      subject: say(
        'How is {{ order.first_title | default: "it" }}?',
        'Com’è {{ order.first_title | default: "andata" }}?',
      ),
      preheader: say('Two minutes that help others choose.', 'Due minuti che aiutano gli altri a scegliere.'),
      blocks: [
        heading(say('How do you like it?', 'Ti piace?')),
        text([
          hello(say),
          say(
            'you have had it for a while now. Would you tell others, in a sentence or two, how it is? Honest words help most, good or bad.',
            'ormai ce l’hai da un po’. Racconteresti agli altri, in una frase o due, com’è? Le parole sincere aiutano di più, belle o brutte che siano.',
          ),
        ]),
        products('order', {
          columns: 1,
          most: 3,
          price: false,
          button: say('Write a review', 'Scrivi una recensione'),
        }),
        line(),
        text(
          say(
            'Something went wrong? Then please answer this mail before anything else: we want to put it right.',
            'Qualcosa è andato storto? Allora, prima di tutto, rispondi a questa mail: vogliamo rimediare.',
          ),
        ),
        signature(say),
      ],
    }),
  },
  {
    id: 'replenish',
    aim: 'after',
    name: { en: 'Running low', it: 'Sta finendo' },
    about: {
      en: 'For things that are used up, a little before they are.',
      it: 'Per ciò che si consuma, poco prima che finisca.',
    },
    mail: (say) => ({
      subject: say('Running low?', 'Sta finendo?'),
      preheader: say('Order again in a minute.', 'Riordina in un minuto.'),
      blocks: [
        heading(say('Time for more?', 'È ora di farne scorta?')),
        text([
          hello(say),
          say(
            'by our reckoning {{ order.first_title | default: "your last order" }} should be nearly used up. If so, the next one is two clicks away.',
            'secondo i nostri calcoli {{ order.first_title | default: "il tuo ultimo ordine" }} dovrebbe essere quasi finito. Se è così, il prossimo è a due clic.',
          ),
        ]),
        products('order', { columns: 1, most: 4 }),
        button(say('Order again', 'Ordina di nuovo'), '{{ shop.url }}/account', { wide: true }),
        text(
          say('Still plenty left? Then forget this mail.', 'Ne hai ancora tanto? Allora lascia perdere questa mail.'),
          { align: 'center' },
        ),
      ],
    }),
  },
  {
    id: 'survey',
    aim: 'after',
    name: { en: 'Survey', it: 'Sondaggio' },
    about: { en: 'One question, answered with one click.', it: 'Una domanda, a cui si risponde con un clic.' },
    mail: (say) => ({
      subject: say('One question', 'Una domanda'),
      preheader: say('One click, and we know how to do better.', 'Un clic, e sappiamo come migliorare.'),
      blocks: [
        heading(say('Would you recommend us?', 'Ci consiglieresti?'), { align: 'center' }),
        text(say('Just choose. It takes a second.', 'Basta scegliere. Ci vuole un secondo.'), { align: 'center' }),
        room(8),
        {
          kind: 'columns',
          widths: [33, 33, 33],
          ground: GROUND.sand,
          columns: [
            [
              button(say('Gladly', 'Volentieri'), '{{ shop.url }}/pages/thanks?answer=yes', {
                wide: true,
                align: 'center',
              }),
            ],
            [
              button(say('Perhaps', 'Forse'), '{{ shop.url }}/pages/thanks?answer=perhaps', {
                wide: true,
                look: 'outline',
                align: 'center',
              }),
            ],
            [
              button(say('No', 'No'), '{{ shop.url }}/pages/thanks?answer=no', {
                wide: true,
                look: 'outline',
                align: 'center',
              }),
            ],
          ],
        },
        room(8),
        text([
          hello(say),
          say(
            'why we ask: we are few, and your answer decides what we do next. If you have more to say, answer this mail, we read every one.',
            'perché lo chiediamo: siamo in pochi, e la tua risposta decide che cosa faremo. Se vuoi dire di più, rispondi a questa mail: le leggiamo tutte.',
          ),
        ]),
        signature(say),
      ],
    }),
  },
  {
    id: 'event',
    aim: 'tell',
    name: { en: 'Invitation to an event', it: 'Invito a un evento' },
    about: { en: 'An evening in the shop, a market, a webinar.', it: 'Una serata in negozio, un mercato, un webinar.' },
    mail: (say) => ({
      subject: say('You are invited', 'Ti aspettiamo'),
      preheader: say(
        'An evening with us: when, where, and how to come.',
        'Una serata con noi: quando, dove e come partecipare.',
      ),
      blocks: [
        {
          ...heading(say('Come and see us', 'Vieni a trovarci'), { align: 'center' }),
          ground: GROUND.peach,
          space: 28,
        },
        {
          kind: 'columns',
          widths: [33, 33, 33],
          space: 16,
          columns: [
            [
              heading(say('When', 'Quando'), { level: 3, align: 'center' }),
              text(say('Thursday, 14 May<br>from 6 pm', 'Giovedì 14 maggio<br>dalle 18'), { align: 'center' }),
            ],
            [
              heading(say('Where', 'Dove'), { level: 3, align: 'center' }),
              text(say('In our shop<br>{{ brand.address }}', 'In negozio<br>{{ brand.address }}'), { align: 'center' }),
            ],
            [
              heading(say('What', 'Che cosa'), { level: 3, align: 'center' }),
              text(say('New things,<br>and something to drink', 'Novità<br>e qualcosa da bere'), { align: 'center' }),
            ],
          ],
        },
        line(),
        text([
          hello(say),
          say(
            'we would love to meet those we know by their orders only. Bring somebody along. So that there are enough glasses, tell us that you come:',
            'ci piacerebbe incontrare chi conosciamo solo dagli ordini. Porta qualcuno con te. Perché i bicchieri bastino, facci sapere se vieni:',
          ),
        ]),
        button(say('I am coming', 'Vengo'), ALL, { align: 'center' }),
      ],
    }),
  },
];
