import type { Condition } from '../../understand/conditions/condition.ts';
import type { NamesById } from './condition-views.ts';
import type { Words } from './told.ts';

export interface PersonaDraft {
  name: string;
  description: string;
  /** one of our own by name, an https address, or the picture itself as a data address */
  picture: string;
  condition: Condition;
}

export interface PersonaView extends Pick<PersonaDraft, 'picture' | 'condition'> {
  id: string;
  name: Words;
  description: Words;
  /** contacts who show it now; of these, those who said so themselves */
  contacts: number;
  told: number;
}

export interface PersonasView {
  /** in the order in which they are tried */
  personas: PersonaView[];
  /** of what their conditions name */
  names: NamesById;
  /** contacts are being looked at again because personas changed: so many so far */
  fitting: { contacts: number } | null;
}

export interface PersonaPages {
  view(shop: string): Promise<PersonasView>;
  one(shop: string, id: string): Promise<PersonaView | null>;
  /** @returns the persona's id; null when there are as many as there may be, or none of this id */
  save(shop: string, id: string | null, draft: PersonaDraft): Promise<string | null>;
  move(shop: string, id: string, by: -1 | 1): Promise<void>;
  remove(shop: string, id: string): Promise<void>;
  /** undo of remove */
  restore(shop: string, id: string): Promise<void>;
}
