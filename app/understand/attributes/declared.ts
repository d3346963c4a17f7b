// What a merchant declares that contacts may have, and what may be said of each. Pure.
import { attributeNumber, LONGEST_VALUE, readBirthday } from './value.ts';

export const ATTRIBUTE_TYPES = ['text', 'number', 'date', 'flag', 'choice'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

export interface DeclaredAttribute {
  id: string;
  label: string;
  type: AttributeType;
  choices: string[];
}

/** Null where the text is nothing that an attribute of this kind may hold; an empty text takes away what was told. */
export function valueFor({ id, type, choices }: Omit<DeclaredAttribute, 'label'>, text: string): string | null {
  const value = text.trim().slice(0, LONGEST_VALUE);
  if (value === '') return '';
  if (id === 'birthday') return readBirthday(value) ? value : null;
  switch (type) {
    case 'text':
      return value;
    case 'number':
      return attributeNumber(value) === null ? null : value;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) && attributeNumber(value) !== null ? value : null;
    case 'flag':
      return value === 'yes' || value === 'no' ? value : null;
    case 'choice':
      return choices.includes(value) ? value : null;
    default:
      return type satisfies never;
  }
}

/** Choices as a merchant writes them: one a line, none twice. */
export function readChoices(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, 100));
  return [...new Set(lines.filter((line) => line !== ''))].slice(0, 50);
}
