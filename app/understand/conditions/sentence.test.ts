import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { FACT_KINDS } from '../../listen/facts/fact.ts';
import english from '../../locales/en.json';
import italian from '../../locales/it.json';
import type { Leaf, Node } from './condition.ts';
import { EVERY_LEAF } from './every-leaf.fixture.ts';
import { LEAVES } from './leaves/leaves.ts';
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
      'ha il tag «vip» o (non ha mai cliccato in un messaggio e ha visto una pagina (l’indirizzo contiene «shoes»))',
    ],
    [
      { type: 'not', of: { type: 'all', of: [page, { type: 'stage', in: ['lead', 'mql'] }] } },
      'never viewed a page (address contains “shoes”) or is not at the stage Lead or MQL',
      'non ha mai visto una pagina (l’indirizzo contiene «shoes») o non è nella fase Lead o MQL',
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
      'ha comprato prodotti dalla collezione «Summer» di Dune almeno 3 pezzi dal 1 gen 2026 in poi',
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
    [
      { type: 'same.product', did: 'viewed', windowDays: 7, op: 'gte', value: 3 },
      'viewed the same product at least 3 times in the last 7 days',
      'ha visto lo stesso prodotto almeno 3 volte negli ultimi 7 giorni',
    ],
    [
      {
        type: 'all',
        of: [
          { type: 'device', in: ['mobile', 'tablet'], windowDays: 30 },
          { type: 'not', of: { type: 'device', in: ['desktop'] } },
        ],
      },
      'visited on a phone or a tablet in the last 30 days and never visited on a computer',
      'ha fatto visita da un telefono o da un tablet negli ultimi 30 giorni e non ha mai fatto visita da un computer',
    ],
    [
      {
        type: 'any',
        of: [
          { type: 'rfm.moved', from: ['loyal'], to: ['at_risk'], days: 30 },
          { type: 'rfm.was', in: ['champions'], days: 90 },
        ],
      },
      'moved from the RFM group Loyal to At risk in the last 30 days or was in the RFM group Champions 90 days ago',
      'è passato dal gruppo RFM Fedeli a A rischio negli ultimi 30 giorni o era nel gruppo RFM Campioni 90 giorni fa',
    ],
    [{ type: 'all', of: [] }, 'everybody', 'tutti'],
  ])('%#: %j', (when, inEnglish, inItalian) => {
    expect(said(when, 'en')).toBe(inEnglish);
    expect(said(when, 'it').replaceAll('\u00a0', ' ')).toBe(inItalian);
  });

  it.each(Object.entries(EVERY_LEAF))('has words for %s in both languages, said and denied', (type, leaves) => {
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
