import { describe, expect, it } from 'vitest';
import { fieldsLike, insertedLiquid, liquidOf, openBraces } from './liquid-completion.ts';

const at = (text: string) => ({ text: text.replace('|', ''), cursor: text.indexOf('|') });

describe('two braces', () => {
  it.each([
    ['Hello {{|', ''],
    ['Hello {{ con|tact', 'con'],
    ['Hello {{ contact.first|', 'contact.first'],
  ])('ask for a field: %s', (marked, typed) => {
    const { text, cursor } = at(marked);
    expect(openBraces(text, cursor)?.typed).toBe(typed);
  });

  it.each(['Hello {|', 'Hello {{ contact.first_name }}|', 'Hello {{ a | default: "b|', '|{{'])(
    'do not where they are closed or not there: %s',
    (marked) => {
      const cursor = marked.lastIndexOf('|');
      expect(openBraces(marked.slice(0, cursor) + marked.slice(cursor + 1), cursor)).toBeNull();
    },
  );
});

describe('a field that is chosen', () => {
  it('takes the place of what was typed, and of braces that were closed by hand', () => {
    const { text, cursor } = at('Ciao {{ con| }}, come va');
    const next = insertedLiquid(text, cursor, '{{ contact.first_name }}');
    expect(next).toEqual({ text: 'Ciao {{ contact.first_name }}, come va', cursor: 29 });
  });

  it('stands at the cursor where nothing was typed', () => {
    expect(insertedLiquid('ab', 1, '{{ shop.name }}').text).toBe('a{{ shop.name }}b');
  });

  it('carries its fallback, whose quotes cannot end it early', () => {
    expect(liquidOf('contact.first_name', 'dear "friend"')).toBe('{{ contact.first_name | default: "dear ’friend’" }}');
    expect(liquidOf('shop.name', ' ')).toBe('{{ shop.name }}');
  });
});

it('fields are found by their path and by what they are called', () => {
  const fields = [
    { path: 'contact.first_name', name: 'First name', fallback: { en: '', it: '' } },
    { path: 'shop.name', name: 'Name of the shop', fallback: { en: '', it: '' } },
  ];
  const found = (typed: string) => fieldsLike(fields, typed, ({ name }) => String(name)).map(({ path }) => path);
  expect(found('first')).toEqual(['contact.first_name']);
  expect(found('of the sh')).toEqual(['shop.name']);
  expect(found('')).toHaveLength(2);
});
