// A ready-made persona is called in each language what we call it there, until the merchant calls it otherwise.
import { type Words, wordsInAll, wordsOf } from '../words.ts';
import { idFor, type Persona } from './persona.ts';
import { READY_MADE } from './ready-made.ts';

/** Its id was made of its name, in the language in which it was taken. */
const BY_ID = new Map(
  READY_MADE.flatMap((made) => Object.values(made.name).map((name) => [idFor(name, new Set()), made] as const)),
);

export const personaName = ({ id, name }: { id: string; name: string }): Words => wordsOf(name, BY_ID.get(id)?.name);

export const personaDescription = ({ id, description }: { id: string; description: string }): Words =>
  wordsOf(description, BY_ID.get(id)?.description);

/** Which persona somebody named: by its name as it is shown in any language, or by its id. */
export function namedPersona(personas: readonly Pick<Persona, 'id' | 'name'>[], said: string): string | null {
  const word = said.trim().toLowerCase();
  const isMeant = (one: Pick<Persona, 'id' | 'name'>) =>
    one.id === word || wordsInAll(personaName(one)).some((name) => name.toLowerCase() === word);
  return personas.find(isMeant)?.id ?? null;
}
