import { COLOURS, RANGES } from './catalogue.ts';

const WORDS = new Map<string, string>([
  ['Colour', 'Colore'],
  ['Size', 'Misura'],
  ['Set', 'Confezione'],
  ['Single', 'Singolo'],
  ['Double', 'Matrimoniale'],
  ['King', 'King'],
  ['Set of 3', 'Set da 3'],
  ...COLOURS.map(({ en, it }): [string, string] => [en, it]),
  ...RANGES.flatMap(({ things }) => things.map(({ en, it }): [string, string] => [en, it])),
]);

/** Words of options and kinds, as the catalogue says them, in Italian. */
export function italianWord(english: string): string {
  return WORDS.get(english) ?? english;
}
