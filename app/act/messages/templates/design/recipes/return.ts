import { ALL, band, button, GROUND, heading, hello, line, products, room, signature, text } from './parts.ts';
import type { Recipe } from './recipe.ts';

export const RETURN: readonly Recipe[] = [
  {
    id: 'win-back-1',
    aim: 'return',
    name: { en: 'We have missed you', it: 'Ci manchi' },
    about: {
      en: 'For customers who have not been here for a while: what is new since.',
      it: 'Per chi manca da un po’: che cosa c’è di nuovo.',
    },
    mail: (say) => ({
      subject: say('It has been a while', 'È passato un po’ di tempo'),
      preheader: say('What has changed here since your last visit.', 'Che cosa è cambiato da noi dall’ultima volta.'),
      blocks: [
        heading(say('It has been a while', 'È passato un po’ di tempo')),
        text([
          hello(say),
          say(
            'since your last order a few things have changed on our shelves. We picked those that could suit you.',
            'dal tuo ultimo ordine sui nostri scaffali sono cambiate alcune cose. Abbiamo scelto quelle che potrebbero fare per te.',
          ),
        ]),
        products('recommended', { columns: 2, most: 4 }),
        button(say('See what is new', 'Guarda le novità'), ALL, { align: 'center' }),
        line(),
        text(
          say(
            'Was something not right last time? Answer this mail: we would rather know.',
            'L’ultima volta qualcosa non andava? Rispondi a questa mail: preferiamo saperlo.',
          ),
        ),
        signature(say),
      ],
    }),
  },
  {
    id: 'win-back-2',
    aim: 'return',
    name: { en: 'Come back, with a present', it: 'Torna, con un regalo' },
    about: {
      en: 'The second try: a reason to come back, and an easy way to leave.',
      it: 'Il secondo tentativo: un motivo per tornare, e un modo semplice per salutarsi.',
    },
    mail: (say) => ({
      subject: say('Shall we keep writing to you?', 'Continuiamo a scriverti?'),
      preheader: say(
        'A present if you stay, no hard feelings if you go.',
        'Un regalo se resti, amici come prima se vai.',
      ),
      blocks: [
        ...band(GROUND.sand, [
          room(12),
          heading(say('Stay in touch?', 'Restiamo in contatto?'), { align: 'center' }),
          text(
            say(
              'We do not want to write to somebody who would rather not hear from us.',
              'Non vogliamo scrivere a chi preferirebbe non sentirci.',
            ),
            { align: 'center' },
          ),
          room(4),
        ]),
        room(8),
        {
          kind: 'coupon',
          text: say('If you come back: 15 % off', 'Se torni: 15% di sconto'),
          code: 'COMEBACK15',
          small: say('For two weeks, on everything.', 'Per due settimane, su tutto.'),
        },
        button(say('Have a look', 'Dai un’occhiata'), ALL, { align: 'center' }),
        line(),
        text(
          say(
            'Less often, or only about some things? <a href="{{ preferences_url }}">Choose what you get</a>. Or <a href="{{ unsubscribe_url }}">say goodbye</a> with one click.',
            'Più di rado, o solo su alcuni temi? <a href="{{ preferences_url }}">Scegli che cosa ricevere</a>. Oppure <a href="{{ unsubscribe_url }}">salutaci</a> con un clic.',
          ),
          { align: 'center' },
        ),
      ],
    }),
  },
];
