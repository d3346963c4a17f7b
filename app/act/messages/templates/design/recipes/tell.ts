import { band, button, GROUND, heading, hello, line, products, room, text } from './parts.ts';
import type { Recipe } from './recipe.ts';

export const TELL: readonly Recipe[] = [
  {
    id: 'newsletter',
    aim: 'tell',
    name: { en: 'Newsletter', it: 'Newsletter' },
    about: {
      en: 'Once a month: a story, some products, something to read.',
      it: 'Una volta al mese: una storia, qualche prodotto, qualcosa da leggere.',
    },
    mail: (say) => ({
      subject: say('This month at {{ shop.name }}', 'Questo mese da {{ shop.name }}'),
      preheader: say(
        'A story, a few good things, something to read.',
        'Una storia, qualche cosa bella, qualcosa da leggere.',
      ),
      blocks: [
        ...band(GROUND.sand, [
          room(8),
          text('{{ today }}', { align: 'center' }),
          heading(say('What we have been up to', 'Che cosa abbiamo combinato'), { align: 'center' }),
          room(8),
        ]),
        room(4),
        heading(say('A story to begin with', 'Prima, una storia'), { level: 2 }),
        text([
          hello(say),
          say(
            'begin with something that happened: a visit to a maker, a mistake you laughed about, a question that a customer asked. Two short paragraphs are enough.',
            'comincia da qualcosa che è successo: la visita a un artigiano, un errore di cui avete riso, la domanda di un cliente. Bastano due paragrafi brevi.',
          ),
          say('Then say what follows from it for your readers.', 'Poi di’ che cosa significa per chi legge.'),
        ]),
        line(),
        heading(say('Chosen for you', 'Scelti per te'), { level: 2 }),
        products('recommended', { columns: 3, most: 3 }),
        line(),
        heading(say('To read', 'Da leggere'), { level: 2 }),
        { kind: 'articles', source: 'latest', most: 2 },
        { kind: 'social' },
      ],
    }),
  },
  {
    id: 'blog-digest',
    aim: 'tell',
    name: { en: 'From the blog', it: 'Dal blog' },
    about: {
      en: 'The articles that fit each reader, by what she cares for.',
      it: 'Gli articoli adatti a ciascuno, in base ai suoi interessi.',
    },
    mail: (say) => ({
      subject: say('Something to read', 'Qualcosa da leggere'),
      preheader: say('Chosen by what you care for.', 'Scelto in base a ciò che ti interessa.'),
      blocks: [
        heading(say('Something to read', 'Qualcosa da leggere')),
        text(
          say(
            'Put the kettle on. These are from our blog, chosen by what you care for.',
            'Metti su l’acqua. Vengono dal nostro blog, scelti in base a ciò che ti interessa.',
          ),
        ),
        line(12),
        { kind: 'articles', source: 'interest', most: 4 },
        line(12),
        button(say('All articles', 'Tutti gli articoli'), '{{ shop.url }}/blogs/news', { look: 'outline' }),
      ],
    }),
  },
  {
    id: 'letter',
    aim: 'tell',
    name: { en: 'A plain letter', it: 'Una lettera semplice' },
    about: {
      en: 'No pictures, no card: as one person writes to another.',
      it: 'Niente immagini, niente cornici: come si scrive da persona a persona.',
    },
    mail: (say) => ({
      subject: say('A question', 'Una domanda'),
      preheader: say('From me to you.', 'Da me a te.'),
      logo: false,
      blocks: [
        text([
          hello(say),
          say(
            'I am writing to you myself, because I would like to know something.',
            'ti scrivo di persona, perché vorrei sapere una cosa.',
          ),
          say(
            'Say here what you want to say, as you would to somebody across the counter. One thought, one question.',
            'Scrivi qui quello che vuoi dire, come a qualcuno dall’altra parte del bancone. Un pensiero, una domanda.',
          ),
          say('Just answer this mail: it reaches me.', 'Rispondi pure a questa mail: arriva a me.'),
          say('Yours,<br>the people of {{ shop.name }}', 'Un caro saluto,<br>da tutti noi di {{ shop.name }}'),
        ]),
        text(
          say(
            'P.S. What you are looking for is <a href="{{ shop.url }}/collections/all">in the shop</a>.',
            'P.S. Quello che cerchi è <a href="{{ shop.url }}/collections/all">nel negozio</a>.',
          ),
        ),
      ],
    }),
  },
];
