import type { DraftLeafValue } from '../draft.ts';
import type { Control } from '../entries/entry.ts';

export interface ControlProps<Kind extends Control['control']> {
  control: Extract<Control, { control: Kind }>;
  leaf: DraftLeafValue;
  /** properties to change; undefined takes one away */
  put(part: Record<string, unknown>): void;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
