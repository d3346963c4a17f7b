import { createContext, useContext } from 'react';
import type { Words } from '../views/told.ts';
import type { NameSource } from './entries/entry.ts';

/** What things that conditions name by id are called. */
export interface NameBook {
  nameOf(source: NameSource, id: string): string;
  learn(source: NameSource, names: readonly { id: string; name: Words }[]): void;
}

export const Names = createContext<NameBook>({ nameOf: (_source, id) => id, learn: () => undefined });
export const useNames = () => useContext(Names);
