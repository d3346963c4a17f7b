// What a merchant declares that contacts may have, and what may be said of each. Pure.
import { LONGEST_VALUE, readBirthday, writtenDay, writtenFlag, writtenNumber } from './value.ts';

export const ATTRIBUTE_TYPES = ['text', 'number', 'date', 'flag', 'choice'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

export interface DeclaredAttribute {
  id: string;
  label: string;
  type: AttributeType;
  choices: string[];
}

/**
 * What people write, by hand or in lists, in the one form in which it is kept: `Sì` is yes, `21.3.1990` a day. Null where the
 * text is nothing that an attribute of this kind may hold; an empty text takes away what was told.
 */
export function valueFor({ id, type, choices }: Omit<DeclaredAttribute, 'label'>, text: string): string | null {
  const value = text.trim().slice(0, LONGEST_VALUE);
  if (value === '') return '';
  if (id === 'birthday') return readBirthday(value) ? value : null;
  switch (type) {
    case 'text':
      return value;
    case 'number':
      return writtenNumber(value);
    case 'date':
      return writtenDay(value);
    case 'flag':
      return writtenFlag(value);
    case 'choice':
      return choices.find((choice) => choice.toLowerCase() === value.toLowerCase()) ?? null;
    default:
      return type satisfies never;
  }
}

/** Choices as a merchant writes them: one a line, none twice. */
export function readChoices(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, 100));
  return [...new Set(lines.filter((line) => line !== ''))].slice(0, 50);
}
