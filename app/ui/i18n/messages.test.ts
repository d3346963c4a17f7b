import { describe, expect, it } from 'vitest';
import { CONFIRMATION, REMINDER } from '../../act/messages/delivery/ready-confirmations.server.ts';
import { BUILT_IN_RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import english from '../../locales/en.json';
import italian from '../../locales/it.json';
import { RFM_GROUPS } from '../../understand/rfm/groups.ts';
import { SHIPPED_RULES } from '../../understand/scoring/rules.ts';
import { groupRecipe, RECIPES } from '../../understand/segments/recipes.ts';
import { STAGES } from '../../understand/stages/rules.ts';
import { LINE_FAULTS } from '../../listen/imports/bad-line.ts';
import { FILE_FAULTS } from '../../listen/imports/refused-file.ts';
import { FACT_KINDS } from '../../listen/facts/fact.ts';
import { GROUPS } from '../meaning-colours.ts';
import { localeOf } from './locale-of.ts';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

const slots = (text: string) => [...text.matchAll(/\{\{\w+\}\}|<\/?\w+>/g)].map(([slot]) => slot).sort();

describe('English and Italian', () => {
  it('say the same things', () => {
    expect(leaves(italian).map(([key]) => key)).toEqual(leaves(english).map(([key]) => key));
  });

  it('leave room for the same values', () => {
    const other = new Map(leaves(italian));
    for (const [key, text] of leaves(english)) expect([key, slots(other.get(key) ?? '')]).toEqual([key, slots(text)]);
  });

  it('have words for every fault of an imported line, and of a file', () => {
    for (const words of [english, italian]) {
      expect(Object.keys(words.imports.reason)).toEqual(expect.arrayContaining([...LINE_FAULTS]));
      expect(Object.keys(words.imports.whole)).toEqual(expect.arrayContaining([...FILE_FAULTS, 'failed']));
    }
  });

  it('have words for every group, stage, rule and kind of fact', () => {
    for (const words of [english, italian]) {
      expect(Object.keys(words.group)).toEqual(expect.arrayContaining([...GROUPS]));
      expect(Object.keys(words.stage)).toEqual(expect.arrayContaining(STAGES.map((stage) => `${stage}_other`)));
      expect(Object.keys(words.rule)).toEqual(expect.arrayContaining([...SHIPPED_RULES]));
      expect(Object.keys(words.timeline)).toEqual(expect.arrayContaining([...FACT_KINDS]));
    }
  });
});

describe('mails that ship', () => {
  it('have a name before they have a first line', () => {
    for (const { own } of [english.report, italian.report])
      expect(Object.keys(own.template).toSorted()).toEqual([CONFIRMATION, REMINDER, BUILT_IN_RECOVERY].toSorted());
  });
});

describe('ready-made segments of RFM groups', () => {
  it('are called as the groups are', () => {
    for (const group of RFM_GROUPS) {
      const name = RECIPES.find(({ key }) => key === groupRecipe(group))?.name;
      expect(name).toEqual({ en: `RFM: ${english.group[group]}`, it: `RFM: ${italian.group[group]}` });
    }
  });
});

describe('the language of a page', () => {
  const asked = (query: string, header?: string) =>
    localeOf(new Request(`https://app.example/app${query}`, { headers: header ? { 'accept-language': header } : {} }));

  it('is the one that Shopify names, else the browser’s, else English', () => {
    expect(asked('?locale=it-IT', 'en')).toBe('it');
    expect(asked('', 'it,en;q=0.8')).toBe('it');
    expect(asked('?locale=ja', 'it')).toBe('en');
    expect(asked('')).toBe('en');
  });
});
