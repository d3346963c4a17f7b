/** What Sandmill Goods sells: the words and numbers that `products.ts` combines. Prices in whole euro. */

export type Shape =
  | 'bedding'
  | 'towel'
  | 'cloth'
  | 'bowl'
  | 'mug'
  | 'vase'
  | 'board'
  | 'pan'
  | 'lamp'
  | 'planter'
  | 'tool'
  | 'basket'
  | 'candle'
  | 'sweater'
  | 'shirt'
  | 'trousers'
  | 'bag'
  | 'scarf'
  | 'box';

export interface Thing {
  en: string;
  it: string;
  shape: Shape;
  price: [from: number, to: number];
  /** Which option its variants differ by. */
  option: 'colour' | 'bed' | 'size' | 'set' | 'none';
  grams: number;
}

export interface Range {
  handle: string;
  en: string;
  it: string;
  introEn: string;
  introIt: string;
  materialEn: string;
  materialIt: string;
  vendor: string;
  /** The range that shoppers of this one also look at. */
  neighbour: string;
  /** How much of the trade it makes, and in which months it sells best. */
  weight: number;
  peakMonths: number[];
  things: Thing[];
}

const thing = (
  en: string,
  it: string,
  shape: Shape,
  price: [number, number],
  option: Thing['option'],
  grams: number,
): Thing => ({ en, it, shape, price, option, grams });

/** Each gives its name to one product of a kind. */
export const SERIES = ['Dune', 'Cala', 'Ginestra', 'Sabbia', 'Brezza', 'Riva', 'Pineta', 'Salina'] as const;

export const COLOURS = [
  { en: 'Sand', it: 'Sabbia', hex: '#d8bf98' },
  { en: 'Oat', it: 'Avena', hex: '#e9dfcc' },
  { en: 'Clay', it: 'Argilla', hex: '#b8683f' },
  { en: 'Amber', it: 'Ambra', hex: '#d18a2c' },
  { en: 'Slate', it: 'Ardesia', hex: '#55616b' },
  { en: 'Sage', it: 'Salvia', hex: '#93a286' },
  { en: 'Sea', it: 'Mare', hex: '#5d8591' },
  { en: 'Night', it: 'Notte', hex: '#2e3742' },
] as const;

export const RANGES: Range[] = [
  {
    handle: 'bed-linen',
    en: 'Bed Linen',
    it: 'Biancheria da letto',
    vendor: 'Casa Duna',
    neighbour: 'bath',
    introEn: 'Stonewashed sheets that get softer with every wash.',
    introIt: 'Lenzuola lavate in pietra, più morbide a ogni lavaggio.',
    materialEn: 'stonewashed European linen',
    materialIt: 'lino europeo lavato in pietra',
    weight: 1.3,
    peakMonths: [1, 9, 11],
    things: [
      thing('Duvet Cover', 'Copripiumino', 'bedding', [89, 159], 'bed', 1400),
      thing('Fitted Sheet', 'Lenzuolo con angoli', 'bedding', [59, 99], 'bed', 900),
      thing('Pillowcase Pair', 'Coppia di federe', 'bedding', [29, 49], 'colour', 350),
      thing('Bedspread', 'Copriletto', 'bedding', [119, 189], 'bed', 1900),
      thing('Linen Throw', 'Plaid in lino', 'bedding', [49, 89], 'colour', 800),
    ],
  },
  {
    handle: 'bath',
    en: 'Bath',
    it: 'Bagno',
    vendor: 'Casa Duna',
    neighbour: 'candles',
    introEn: 'Thirsty towels and quiet mornings.',
    introIt: 'Asciugamani generosi per mattine calme.',
    materialEn: 'long-staple cotton',
    materialIt: 'cotone a fibra lunga',
    weight: 1.1,
    peakMonths: [1, 6, 11],
    things: [
      thing('Bath Towel', 'Telo bagno', 'towel', [24, 39], 'colour', 600),
      thing('Hand Towel Pair', 'Coppia di asciugamani', 'towel', [18, 29], 'colour', 320),
      thing('Waffle Robe', 'Accappatoio nido d’ape', 'shirt', [69, 99], 'size', 950),
      thing('Bath Mat', 'Tappeto da bagno', 'cloth', [22, 38], 'colour', 700),
      thing('Soap Dish', 'Portasapone', 'bowl', [12, 19], 'colour', 240),
    ],
  },
  {
    handle: 'table-linen',
    en: 'Table Linen',
    it: 'Biancheria da tavola',
    vendor: 'Filo & Sale',
    neighbour: 'ceramics',
    introEn: 'Cloths, runners and napkins for long lunches.',
    introIt: 'Tovaglie, runner e tovaglioli per pranzi lunghi.',
    materialEn: 'pre-washed linen and cotton',
    materialIt: 'lino e cotone prelavati',
    weight: 0.9,
    peakMonths: [4, 6, 12],
    things: [
      thing('Tablecloth', 'Tovaglia', 'cloth', [49, 89], 'size', 800),
      thing('Table Runner', 'Runner da tavola', 'cloth', [25, 39], 'colour', 260),
      thing('Napkins, Set of 4', 'Tovaglioli, set da 4', 'cloth', [24, 36], 'colour', 280),
      thing('Tea Towel Pair', 'Coppia di canovacci', 'towel', [15, 24], 'colour', 200),
    ],
  },
  {
    handle: 'ceramics',
    en: 'Ceramics',
    it: 'Ceramiche',
    vendor: 'Forno Alto',
    neighbour: 'table-linen',
    introEn: 'Thrown by hand, glazed in the colours of the shore.',
    introIt: 'Tornite a mano, smaltate nei colori della riva.',
    materialEn: 'hand-thrown stoneware',
    materialIt: 'gres tornito a mano',
    weight: 1.5,
    peakMonths: [5, 11, 12],
    things: [
      thing('Breakfast Bowl', 'Ciotola da colazione', 'bowl', [18, 28], 'colour', 480),
      thing('Mug', 'Tazza', 'mug', [16, 24], 'colour', 380),
      thing('Serving Bowl', 'Insalatiera', 'bowl', [38, 62], 'colour', 1300),
      thing('Dinner Plates, Set of 4', 'Piatti piani, set da 4', 'bowl', [64, 96], 'colour', 2600),
      thing('Vase', 'Vaso', 'vase', [29, 69], 'size', 1100),
    ],
  },
  {
    handle: 'kitchen',
    en: 'Kitchen',
    it: 'Cucina',
    vendor: 'Forno Alto',
    neighbour: 'ceramics',
    introEn: 'Few tools, good ones.',
    introIt: 'Pochi strumenti, ma buoni.',
    materialEn: 'olive wood and carbon steel',
    materialIt: 'legno d’ulivo e acciaio al carbonio',
    weight: 1.1,
    peakMonths: [10, 11, 12],
    things: [
      thing('Cutting Board', 'Tagliere', 'board', [28, 58], 'size', 1200),
      thing('Skillet', 'Padella', 'pan', [49, 79], 'size', 1900),
      thing('Utensil Set', 'Set di mestoli', 'tool', [24, 38], 'none', 420),
      thing('Linen Apron', 'Grembiule in lino', 'cloth', [32, 46], 'colour', 340),
    ],
  },
  {
    handle: 'lighting',
    en: 'Lighting',
    it: 'Illuminazione',
    vendor: 'Lume Studio',
    neighbour: 'bed-linen',
    introEn: 'Warm light for the hour after sunset.',
    introIt: 'Luce calda per l’ora dopo il tramonto.',
    materialEn: 'brass, paper and rattan',
    materialIt: 'ottone, carta e rattan',
    weight: 0.6,
    peakMonths: [10, 11, 12],
    things: [
      thing('Table Lamp', 'Lampada da tavolo', 'lamp', [69, 129], 'colour', 1800),
      thing('Pendant Shade', 'Paralume a sospensione', 'lamp', [59, 109], 'size', 900),
      thing('Reading Light', 'Luce da lettura', 'lamp', [49, 79], 'colour', 1100),
      thing('Paper Lantern', 'Lanterna di carta', 'lamp', [22, 39], 'size', 300),
    ],
  },
  {
    handle: 'garden',
    en: 'Garden',
    it: 'Giardino',
    vendor: 'Orto Lento',
    neighbour: 'storage',
    introEn: 'For balconies, terraces and stubborn tomatoes.',
    introIt: 'Per balconi, terrazze e pomodori testardi.',
    materialEn: 'terracotta and forged steel',
    materialIt: 'terracotta e acciaio forgiato',
    weight: 1.2,
    peakMonths: [3, 4, 5, 6],
    things: [
      thing('Terracotta Planter', 'Vaso in terracotta', 'planter', [19, 49], 'size', 2800),
      thing('Watering Can', 'Annaffiatoio', 'planter', [32, 48], 'colour', 900),
      thing('Hand Trowel', 'Paletta da giardino', 'tool', [16, 24], 'none', 320),
      thing('Pruning Shears', 'Cesoie', 'tool', [24, 39], 'none', 280),
      thing('Herb Kit', 'Kit di erbe aromatiche', 'planter', [14, 22], 'set', 700),
    ],
  },
  {
    handle: 'storage',
    en: 'Baskets & Storage',
    it: 'Cesti e contenitori',
    vendor: 'Orto Lento',
    neighbour: 'bath',
    introEn: 'A woven place for everything.',
    introIt: 'Un posto intrecciato per ogni cosa.',
    materialEn: 'seagrass and willow',
    materialIt: 'giunco marino e salice',
    weight: 0.7,
    peakMonths: [1, 2, 9],
    things: [
      thing('Seagrass Basket', 'Cesto in giunco', 'basket', [26, 59], 'size', 900),
      thing('Laundry Hamper', 'Portabiancheria', 'basket', [58, 89], 'none', 2100),
      thing('Bread Basket', 'Cestino per il pane', 'basket', [18, 29], 'none', 260),
      thing('Storage Box', 'Scatola contenitore', 'box', [22, 36], 'size', 700),
    ],
  },
  {
    handle: 'candles',
    en: 'Candles & Scent',
    it: 'Candele e profumi',
    vendor: 'Lume Studio',
    neighbour: 'bath',
    introEn: 'Resin, fig leaf, warm stone.',
    introIt: 'Resina, foglia di fico, pietra calda.',
    materialEn: 'soy and beeswax',
    materialIt: 'cera di soia e d’api',
    weight: 1.6,
    peakMonths: [10, 11, 12],
    things: [
      thing('Scented Candle', 'Candela profumata', 'candle', [18, 34], 'size', 420),
      thing('Pillar Candles, Set of 3', 'Candele a colonna, set da 3', 'candle', [19, 29], 'colour', 900),
      thing('Room Spray', 'Profumo per ambienti', 'vase', [22, 32], 'none', 260),
      thing('Reed Diffuser', 'Diffusore a bastoncini', 'vase', [28, 42], 'none', 380),
      thing('Bar Soap', 'Saponetta', 'box', [7, 12], 'set', 120),
    ],
  },
  {
    handle: 'knitwear',
    en: 'Knitwear',
    it: 'Maglieria',
    vendor: 'Maglia Piana',
    neighbour: 'linen-clothing',
    introEn: 'Soft, plain, warm. Made to be mended.',
    introIt: 'Morbida, semplice, calda. Fatta per essere rammendata.',
    materialEn: 'merino wool',
    materialIt: 'lana merino',
    weight: 1.0,
    peakMonths: [10, 11, 12, 1],
    things: [
      thing('Crew Neck Sweater', 'Maglione girocollo', 'sweater', [79, 119], 'size', 480),
      thing('Cardigan', 'Cardigan', 'sweater', [89, 139], 'size', 560),
      thing('Ribbed Beanie', 'Berretto a coste', 'scarf', [24, 36], 'colour', 110),
      thing('Wool Scarf', 'Sciarpa di lana', 'scarf', [39, 59], 'colour', 220),
    ],
  },
  {
    handle: 'linen-clothing',
    en: 'Linen Clothing',
    it: 'Abbigliamento in lino',
    vendor: 'Maglia Piana',
    neighbour: 'bags',
    introEn: 'Clothes for warm days and wide skies.',
    introIt: 'Vestiti per giornate calde e cieli larghi.',
    materialEn: 'washed linen',
    materialIt: 'lino lavato',
    weight: 1.2,
    peakMonths: [4, 5, 6, 7],
    things: [
      thing('Linen Shirt', 'Camicia in lino', 'shirt', [59, 89], 'size', 280),
      thing('Wide Trousers', 'Pantaloni ampi', 'trousers', [69, 99], 'size', 420),
      thing('Tunic Dress', 'Abito tunica', 'shirt', [79, 119], 'size', 380),
      thing('Linen Shorts', 'Pantaloncini in lino', 'trousers', [45, 65], 'size', 260),
    ],
  },
  {
    handle: 'bags',
    en: 'Bags & Accessories',
    it: 'Borse e accessori',
    vendor: 'Filo & Sale',
    neighbour: 'knitwear',
    introEn: 'Canvas and leather that age well.',
    introIt: 'Tela e cuoio che invecchiano bene.',
    materialEn: 'waxed canvas and vegetable-tanned leather',
    materialIt: 'tela cerata e cuoio a concia vegetale',
    weight: 0.9,
    peakMonths: [5, 9, 12],
    things: [
      thing('Market Tote', 'Borsa da mercato', 'bag', [34, 59], 'colour', 520),
      thing('Weekend Bag', 'Borsa da viaggio', 'bag', [119, 179], 'colour', 1400),
      thing('Wash Bag', 'Beauty', 'bag', [26, 39], 'colour', 240),
      thing('Straw Hat', 'Cappello di paglia', 'basket', [32, 52], 'size', 160),
    ],
  },
];
