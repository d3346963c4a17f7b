import type { FactData } from './fact.ts';

/** A fact's data is written by our own listeners; one that cannot be read says nothing rather than stop the others. */
export function readData(text: string): FactData {
  if (text === '{}') return {};
  try {
    return JSON.parse(text) as FactData;
  } catch {
    return {};
  }
}
