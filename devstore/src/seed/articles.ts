import type { Instant, Shop } from '../shop/types.ts';

interface Words {
  title: string;
  /** plain text, shown in lists */
  excerpt: string;
  paragraphs: string[];
}

export interface Article {
  id: string;
  handle: string;
  author: string;
  /** the handle of the collection that it is about, whose picture it shows */
  collection: string;
  tags: string[];
  publishedAt: Instant;
  en: Words;
  it: Words;
}

export const BLOG = {
  id: '90210001337',
  handle: 'journal',
  title: { en: 'Journal', it: 'Diario' },
  about: {
    en: 'How things are made, how to keep them, and what to do with them.',
    it: 'Come nascono le cose, come tenerle bene e che cosa farne.',
  },
} as const;

const DAY = 86_400_000;

/** The blog's articles, newest first. They appear over the shop's two years, the last ones of late. */
export function articlesOf(shop: Pick<Shop, 'createdAt'>, now: number): Article[] {
  const opened = Date.parse(shop.createdAt);
  return DRAFTS.map((draft, index) => ({
    ...draft,
    id: String(605_000_000_000 + index),
    publishedAt: new Date(opened + draft.day * DAY + 8 * 3_600_000).toISOString(),
  }))
    .filter((article) => Date.parse(article.publishedAt) <= now)
    .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt));
}

type Draft = Omit<Article, 'id' | 'publishedAt'> & { day: number };

const DRAFTS: Draft[] = [
  {
    day: 12,
    handle: 'why-linen-softens',
    author: 'Marta Riva',
    collection: 'bed-linen',
    tags: ['materials', 'bedroom'],
    en: {
      title: 'Why linen softens',
      excerpt: 'Flax is stiff because it is strong. Washing does not wear it out; it teaches it to bend.',
      paragraphs: [
        'A flax fibre is a bundle of long cells held together by pectin, the same thing that sets jam. New linen feels crisp because much of that glue is still in it.',
        'Every wash takes a little of it away and lets the cells slide past each other. That is why a sheet feels best after its thirtieth wash, and why stonewashing is only a way of not having to wait.',
        'Wash it at forty degrees, with little soap, and dry it in the air. An iron is allowed and never needed.',
      ],
    },
    it: {
      title: 'Perché il lino si ammorbidisce',
      excerpt: 'Il lino è rigido perché è forte. Il lavaggio non lo consuma: gli insegna a piegarsi.',
      paragraphs: [
        'Una fibra di lino è un fascio di cellule lunghe, tenute insieme dalla pectina, la stessa che addensa la marmellata. Il lino nuovo è croccante perché ne contiene ancora molta.',
        'Ogni lavaggio ne porta via un poco e lascia scorrere le cellule. Per questo un lenzuolo dà il meglio dopo il trentesimo bucato, e il lavaggio in pietra serve solo a non dover aspettare.',
        'Si lava a quaranta gradi, con poco sapone, e si asciuga all’aria. Il ferro è permesso e non serve mai.',
      ],
    },
  },
  {
    day: 95,
    handle: 'a-morning-at-the-kiln',
    author: 'Paolo Serra',
    collection: 'ceramics',
    tags: ['makers', 'kitchen'],
    en: {
      title: 'A morning at the kiln',
      excerpt: 'The kiln is opened at six, still warm, and nobody speaks until the first bowl is out.',
      paragraphs: [
        'Twelve hours up, eight at the top, a day to come down. The glaze that went in grey comes out the colour of wet sand, or it does not, and then the whole shelf is seconds.',
        'We visit twice a year. What we bring home is what was drying when we arrived: no two firings are alike, and the marks on the foot tell which one a cup came from.',
      ],
    },
    it: {
      title: 'Una mattina al forno',
      excerpt: 'Il forno si apre alle sei, ancora tiepido, e nessuno parla finché non esce la prima ciotola.',
      paragraphs: [
        'Dodici ore per salire, otto in cima, un giorno per scendere. Lo smalto entrato grigio esce color sabbia bagnata; oppure no, e allora tutto il ripiano è seconda scelta.',
        'Ci andiamo due volte l’anno. Portiamo a casa ciò che si stava asciugando quando siamo arrivati: non ci sono due infornate uguali, e i segni sul piede dicono da quale viene una tazza.',
      ],
    },
  },
  {
    day: 190,
    handle: 'candles-burn-better-slowly',
    author: 'Marta Riva',
    collection: 'candles',
    tags: ['care', 'materials'],
    en: {
      title: 'Candles burn better slowly',
      excerpt: 'Four rules for a candle that lasts: the first hour, the wick, the draught and the end.',
      paragraphs: [
        'Let the first burn reach the rim. Wax remembers: a candle that was put out too early digs a tunnel for ever.',
        'Trim the wick to half a centimetre, keep it out of draughts, and stop when a finger of wax is left. The glass is worth keeping.',
      ],
    },
    it: {
      title: 'Le candele bruciano meglio piano',
      excerpt: 'Quattro regole per farla durare: la prima ora, lo stoppino, le correnti e la fine.',
      paragraphs: [
        'La prima volta si lascia sciogliere fino al bordo. La cera ricorda: una candela spenta troppo presto scava un tunnel per sempre.',
        'Stoppino a mezzo centimetro, lontano dalle correnti, e ci si ferma quando resta un dito di cera. Il bicchiere vale la pena di tenerlo.',
      ],
    },
  },
  {
    day: 300,
    handle: 'a-table-for-eight',
    author: 'Lea Conti',
    collection: 'table-linen',
    tags: ['kitchen', 'ideas'],
    en: {
      title: 'A table for eight, without a plan',
      excerpt: 'Nothing has to match. Two colours, three heights, and something that moves in the air.',
      paragraphs: [
        'Start with the cloth, because everything else stands on it. Two colours are enough; the third one is the food.',
        'Give the eye three heights: plates, jugs, branches. Then take one thing away. A table that is nearly full looks generous, a full one looks like a shop.',
      ],
    },
    it: {
      title: 'Una tavola per otto, senza un piano',
      excerpt: 'Niente deve essere uguale. Due colori, tre altezze e qualcosa che si muove nell’aria.',
      paragraphs: [
        'Si comincia dalla tovaglia, perché tutto il resto ci sta sopra. Due colori bastano; il terzo è ciò che si mangia.',
        'L’occhio vuole tre altezze: piatti, brocche, rami. Poi si toglie una cosa. Una tavola quasi piena è generosa, una piena sembra un negozio.',
      ],
    },
  },
  {
    day: 410,
    handle: 'small-garden-big-pots',
    author: 'Paolo Serra',
    collection: 'garden',
    tags: ['garden', 'ideas'],
    en: {
      title: 'Small garden, big pots',
      excerpt: 'A balcony is not a small field. Fewer pots, larger ones, and something to climb.',
      paragraphs: [
        'Ten little pots dry out by noon and ask for you twice a day. Three large ones forgive a weekend away.',
        'Put the tall plant in the corner, the herbs by the door and the chair where the sun arrives last. Water in the evening, slowly, until it comes out below.',
      ],
    },
    it: {
      title: 'Giardino piccolo, vasi grandi',
      excerpt: 'Un balcone non è un campo in miniatura. Meno vasi, più grandi, e qualcosa che si arrampica.',
      paragraphs: [
        'Dieci vasetti si seccano entro mezzogiorno e ti vogliono due volte al giorno. Tre grandi perdonano un fine settimana via.',
        'La pianta alta nell’angolo, le erbe vicino alla porta, la sedia dove il sole arriva per ultimo. Si annaffia la sera, piano, finché l’acqua esce da sotto.',
      ],
    },
  },
  {
    day: 520,
    handle: 'light-at-the-right-height',
    author: 'Lea Conti',
    collection: 'lighting',
    tags: ['ideas', 'bedroom'],
    en: {
      title: 'Light at the right height',
      excerpt: 'Most rooms are lit from the ceiling and lived in at the table. Bring the light down.',
      paragraphs: [
        'A lamp should light what the hands do. Over a table that is sixty centimetres above it; beside a chair, at the shoulder; by a bed, no higher than the book.',
        'Three small lights make a larger room than one bright one, because the dark between them is part of it.',
      ],
    },
    it: {
      title: 'La luce all’altezza giusta',
      excerpt: 'Le stanze si illuminano dal soffitto e si vivono al tavolo. La luce va portata giù.',
      paragraphs: [
        'Una lampada deve illuminare ciò che fanno le mani: sessanta centimetri sopra un tavolo, alla spalla accanto a una poltrona, non più in alto del libro vicino al letto.',
        'Tre luci piccole fanno una stanza più grande di una sola forte, perché anche il buio che sta in mezzo ne fa parte.',
      ],
    },
  },
  {
    day: 640,
    handle: 'mending-is-not-hiding',
    author: 'Marta Riva',
    collection: 'knitwear',
    tags: ['care', 'makers'],
    en: {
      title: 'Mending is not hiding',
      excerpt: 'A darn in another colour says that something was worth keeping.',
      paragraphs: [
        'Every jumper that we sell can come back for two years to be repaired. Half of those who send one ask for the mend to be seen.',
        'You need a needle with an eye, wool a little thinner than the original, and half an hour. Go round the hole first, then across, then over and under. It will not be perfect, which is the point.',
      ],
    },
    it: {
      title: 'Rammendare non è nascondere',
      excerpt: 'Un rammendo di un altro colore dice che qualcosa meritava di restare.',
      paragraphs: [
        'Ogni maglione che vendiamo può tornare da noi per due anni a farsi riparare. La metà di chi ne manda uno chiede che il rammendo si veda.',
        'Servono un ago con la cruna larga, lana un po’ più sottile dell’originale e mezz’ora. Prima attorno al buco, poi per lungo, poi sopra e sotto. Non sarà perfetto, ed è proprio il bello.',
      ],
    },
  },
  {
    day: 715,
    handle: 'what-fits-in-a-basket',
    author: 'Lea Conti',
    collection: 'storage',
    tags: ['ideas', 'care'],
    en: {
      title: 'What fits in a basket',
      excerpt: 'Tidy is not empty. It is knowing where the scissors are.',
      paragraphs: [
        'One basket for each thing that a room does: reading, knitting, the post. When the basket is full, the room is asking for less of it.',
        'Open shelves for what is used daily, closed ones for the rest. And a bowl by the door, for everything that comes out of pockets.',
      ],
    },
    it: {
      title: 'Che cosa sta in un cesto',
      excerpt: 'Ordinato non vuol dire vuoto. Vuol dire sapere dove sono le forbici.',
      paragraphs: [
        'Un cesto per ogni cosa che si fa in una stanza: leggere, lavorare a maglia, la posta. Quando il cesto è pieno, la stanza chiede di farne meno.',
        'Ripiani aperti per ciò che si usa ogni giorno, chiusi per il resto. E una ciotola vicino alla porta, per tutto quello che esce dalle tasche.',
      ],
    },
  },
];
