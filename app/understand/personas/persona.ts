// A buyer persona: a named condition with a description and a picture.
import { z } from 'zod';
import { type Condition, conditionSchema } from '../conditions/condition.ts';
import { PICTURES } from './pictures.ts';
import { uploadedPicture } from './uploaded-picture.ts';

export const MOST_PERSONAS = 20;

export interface Persona {
  id: string;
  name: string;
  description: string;
  /** one of our own by name, an https address, or the picture itself as a data address */
  picture: string;
  condition: Condition;
}

export type FittedPersona = Pick<Persona, 'id' | 'name' | 'condition'>;

export const personaInput = z.object({
  name: z.string().trim().min(1).max(60),
  description: z.string().trim().max(300),
  picture: z.union([z.enum(PICTURES), z.url({ protocol: /^https$/ }).max(500), uploadedPicture]),
  condition: conditionSchema,
});

export type PersonaInput = z.infer<typeof personaInput>;

/** Readable in conditions and files, and the same when the name is changed later. */
export function idFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = plain || 'persona';
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  return id;
}
