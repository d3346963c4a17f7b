import { describe, expect, it } from 'vitest';
import english from '../../../locales/en.json';
import italian from '../../../locales/it.json';
import { conditionSchema } from '../../../understand/conditions/condition.ts';
import { LEAVES } from '../../../understand/conditions/leaves/leaves.ts';
import { FACT_KINDS } from '../../../listen/facts/fact.ts';
import { aboutFact } from './about-facts.ts';
import { ENTRIES, entryOf } from './entries.ts';
import { type Control, type Entry, entryWords, FAMILIES, writes } from './entry.ts';

const types = Object.keys(LEAVES) as (keyof typeof LEAVES)[];
const at = (words: object, path: string): unknown =>
  path.split('.').reduce<unknown>((tree, key) => (tree as Record<string, unknown> | undefined)?.[key], words);

/** A value that somebody might give. */
function filled(entry: Entry): unknown {
  const given: Record<string, unknown> = { ...entry.fresh };
  for (const control of entry.controls) {
    if (control.control === 'name' && given[control.at] === '') given[control.at] = 'a';
    if (control.control === 'names') given[control.at] = ['a'];
    if (control.control === 'attribute') given['attribute'] = 'a';
    if (control.control === 'which') given['which'] = { vendor: 'a' };
  }
  return { version: 1, when: given };
}

describe('what the condition editor offers', () => {
  it.each(types)('has a control for every property of %s', (type) => {
    const entries = ENTRIES.filter((entry) => entry.fresh.type === type);
    const reached = new Set(entries.flatMap(({ is, controls }) => [...is, ...controls.flatMap(writes)]));
    expect(entries.length).toBeGreaterThan(0);
    expect(Object.keys(LEAVES[type].schema.shape).filter((each) => each !== 'type' && !reached.has(each))).toEqual([]);
  });

  it.each(ENTRIES.map((entry) => [entry.id, entry] as const))('%s is read once it is filled in', (_id, entry) => {
    expect(conditionSchema.safeParse(filled(entry)).error?.issues ?? []).toEqual([]);
  });

  it.each(ENTRIES.map((entry) => [entry.id, entry] as const))('%s is known again when it is read', (id, entry) => {
    expect(entryOf({ ...entry.fresh })?.id).toBe(id);
  });

  it('has each thing once', () => {
    const ids = ENTRIES.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each([
    ['English', english],
    ['Italian', italian],
  ])('has %s words for all of it', (_language, words) => {
    const asked = new Set([
      ...FAMILIES.map((family) => `editor.family.${family}`),
      ...ENTRIES.map(({ id }) => entryWords(id)),
      ...ENTRIES.flatMap(({ controls }) => controls.flatMap(wordsOf)),
    ]);
    expect([...asked].filter((path) => typeof at(words, path) !== 'string')).toEqual([]);
  });
});

function optionWords(words: string, option: string): string {
  if (words === 'kind') return entryWords(`facts.${option}`);
  return words === 'stage' ? `stage.${option}_one` : `${words}.${option}`;
}

function wordsOf(control: Control): string[] {
  switch (control.control) {
    case 'comparison':
      return control.unit === 'money' || control.unit === 'none' ? [] : [`editor.unit.${control.unit}_other`];
    case 'choice':
    case 'choices': {
      const around = control.control === 'choices' ? [control.lead ?? [], control.any ?? []].flat() : [];
      return [...around, ...control.options.map((option) => optionWords(control.words, option))];
    }
    case 'days':
      return control.ago ? ['editor.unit.ago_other'] : ['editor.days.within', 'editor.unit.days_other'];
    case 'name':
    case 'names':
      return [`editor.pick.${control.source}`];
    case 'subject':
    case 'where':
      return FACT_KINDS.flatMap((kind) => {
        const { subject, where } = aboutFact(kind);
        const properties = Object.values(where).map((word) => `editor.property.${word}`);
        return subject ? [`editor.any.${subject}`, ...properties] : properties;
      });
    default:
      return [];
  }
}
