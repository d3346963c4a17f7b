import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { FACT_KINDS } from '../../listen/facts/fact.ts';
import english from '../../locales/en.json';
import italian from '../../locales/it.json';
import type { Leaf, Node } from './condition.ts';
import { dateFields, flagFields, textFields } from './fields.ts';
import { LEAVES } from './leaves/leaves.ts';
import { toldTexts } from './leaves/needed-fact.ts';
import { NUMBER_FIELDS } from './leaves/number.ts';
import type { Words } from './say/words.ts';
import { keyed } from './say/words.ts';
import { sentence } from './sentence.ts';

function wordsOf(locale: 'en' | 'it'): Words {
  const i18n = createInstance();
  void i18n.init({
    lng: locale,
    resources: { en: { translation: english }, it: { translation: italian } },
    initAsync: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
  });
  const names: Record<string, string> = { 'segment s1': 'VIP', 'collection 10': 'Summer', 'attribute size': 'Size' };
  return {
    t: (key, values) => i18n.t(key, values ?? {}),
    locale,
    currency: 'EUR',
    nameOf: (kind, id) => names[`${kind} ${id}`] ?? id,
  };
}

const said = (when: Node, locale: 'en' | 'it') => sentence({ version: 1, when }, wordsOf(locale));

const clicked: Leaf = { type: 'facts', kind: 'message.clicked', op: 'eq', value: 0 };
const ordered: Leaf = { type: 'facts', kind: 'order.placed', windowDays: 90, op: 'gte', value: 2 };
const page: Leaf = {
  type: 'facts',
  kind: 'page.viewed',
  where: [{ property: 'subject', test: 'contains', value: 'shoes' }],
  op: 'gte',
  value: 1,
};

describe('a condition in words', () => {
  it.each<[Node, string, string]>([
    [
      { type: 'all', of: [ordered, clicked] },
      'ordered at least 2 times in the last 90 days and never clicked in a message',
      'ha ordinato almeno 2 volte negli ultimi 90 giorni e non ha mai cliccato in un messaggio',
    ],
    [
      {
        type: 'any',
        of: [
          { type: 'tag', tag: 'vip' },
          { type: 'all', of: [clicked, page] },
        ],
      },
      'has the tag “vip” or (never clicked in a message and viewed a page (address contains “shoes”))',
      'ha il tag “vip” o (non ha mai cliccato in un messaggio e ha visto una pagina (l’indirizzo contiene “shoes”))',
    ],
    [
      { type: 'not', of: { type: 'all', of: [page, { type: 'stage', in: ['lead', 'mql'] }] } },
      'never viewed a page (address contains “shoes”) or is not at the stage Lead or MQL',
      'non ha mai visto una pagina (l’indirizzo contiene “shoes”) o non è nella fase Lead o MQL',
    ],
    [
      {
        type: 'products',
        did: 'bought',
        which: { collection: '10', vendor: 'Dune' },
        from: '2026-01-01',
        op: 'gte',
        value: 3,
      },
      'bought products from the collection “Summer” by Dune at least 3 pieces from Jan 1, 2026 on',
      'ha comprato prodotti dalla collezione “Summer” di Dune almeno 3 pezzi dal 1 gen 2026 in poi',
    ],
    [
      {
        type: 'all',
        of: [
          { type: 'net.spent', op: 'gte', value: 10000 },
          { type: 'anniversary', of: 'birthday' },
        ],
      },
      'net spend is at least €100.00 and birthday is this month',
      'la spesa netta è almeno 100,00 € e il compleanno è questo mese',
    ],
    [{ type: 'all', of: [] }, 'everybody', 'tutti'],
  ])('%#: %j', (when, inEnglish, inItalian) => {
    expect(said(when, 'en')).toBe(inEnglish);
    expect(said(when, 'it').replaceAll('\u00a0', ' ')).toBe(inItalian);
  });

  const EXAMPLES: { [Type in keyof typeof LEAVES]: Extract<Leaf, { type: Type }>[] } = {
    'rfm.group': [{ type: 'rfm.group', in: ['champions'] }],
    'rfm.score': [{ type: 'rfm.score', score: 'r', op: 'gte', value: 4 }],
    score: [
      { type: 'score', op: 'lt', value: 3 },
      { type: 'score', scope: 'tag:vip', op: 'lt', value: 3 },
    ],
    stage: [{ type: 'stage', in: ['lead'] }],
    tag: [{ type: 'tag', tag: 'vip' }],
    text: textFields.flatMap((field) => [
      { type: 'text', field, test: 'is', of: ['a', 'b'] },
      { type: 'text', field, test: 'word', of: [] },
    ]),
    date: dateFields.flatMap((field) => [
      { type: 'date', field },
      { type: 'date', field, days: 1, from: '2026-01-01', to: '2026-01-31' },
    ]),
    flag: flagFields.map((field) => ({ type: 'flag', field, is: true })),
    number: NUMBER_FIELDS.map((field) => ({ type: 'number', field, op: 'gt', value: 30 })),
    anniversary: [
      { type: 'anniversary', of: 'first.order', days: 7 },
      { type: 'anniversary', of: 'first.seen', days: 0 },
    ],
    attribute: [
      { type: 'attribute', attribute: 'size', is: { as: 'number', op: 'eq', value: 42 } },
      { type: 'attribute', attribute: 'size', is: { as: 'date', to: '2026-01-31' } },
      { type: 'attribute', attribute: 'size', is: { as: 'text', test: 'starts', of: ['a'] } },
    ],
    'orders.count': [{ type: 'orders.count', op: 'eq', value: 0 }],
    'net.spent': [{ type: 'net.spent', op: 'ne', value: 5 }],
    'last.order': [{ type: 'last.order', days: 0 }],
    facts: FACT_KINDS.flatMap((kind) => [
      { type: 'facts', kind, measure: 'sum', subject: '1', op: 'gte', value: 2, to: '2026-01-31' },
      ...(['subject', ...toldTexts] as const).map((property): Extract<Leaf, { type: 'facts' }> => ({
        type: 'facts',
        kind,
        where: [{ property, test: 'ends', value: 'a' }],
        op: 'lt',
        value: 2,
      })),
      { type: 'facts', kind, where: [{ property: 'quantity', op: 'lt', value: 1 }], op: 'lt', value: 1 },
    ]),
    'facts.when': [
      { type: 'facts.when', time: 'first', kind: 'order.placed', days: 30 },
      { type: 'facts.when', time: 'last', kind: 'order.placed' },
    ],
    products: [
      {
        type: 'products',
        did: 'added',
        which: { products: ['1'], tag: 'a', productType: 'b', atLeast: 1, atMost: 2 },
        op: 'gte',
        value: 1,
      },
      { type: 'products', did: 'viewed', which: { vendor: 'a' }, op: 'eq', value: 1 },
    ],
    segment: [{ type: 'segment', in: ['s1', 's2'] }],
    interest: [
      { type: 'interest', kind: 'tag', name: 'a', top: 1 },
      { type: 'interest', kind: 'tag', name: 'a', share: 20 },
    ],
  };

  it.each(Object.entries(EXAMPLES))('has words for %s in both languages, said and denied', (type, leaves) => {
    for (const leaf of leaves) {
      expect(LEAVES[type as keyof typeof LEAVES].schema.parse(leaf)).toEqual(leaf);
      for (const locale of ['en', 'it'] as const) {
        for (const when of [leaf, { type: 'not', of: leaf }] as Node[]) {
          expect(said(when, locale)).not.toMatch(/sentence\.|\{\{|undefined|^\s*$/);
        }
      }
    }
  });

  it('has words for every kind of fact', () => {
    for (const words of [english, italian]) {
      expect(Object.keys(words.sentence.did)).toEqual(expect.arrayContaining(FACT_KINDS.map(keyed)));
    }
  });
});
