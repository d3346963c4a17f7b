// A tag given to many contacts at once, or taken from them: what the row of such a task says.
import { z } from 'zod';
import { conditionSchema } from '../conditions/condition.ts';

export const TAGGING_TASK = 'tagging';

/** Those who were ticked, or everybody whom the list shows. */
const scopeSchema = z.union([
  z.object({ contacts: z.array(z.string()) }),
  z.object({ search: z.string(), condition: conditionSchema }),
]);
export type TaggingScope = z.infer<typeof scopeSchema>;

/** What the task is and how far it has come. Whom it is for is forgotten at its end: a search may be a name. */
const taggingSchema = z.object({
  tag: z.string(),
  /** what the merchant asked for; earlier releases only gave */
  deed: z.enum(['give', 'take']).default('give'),
  scope: scopeSchema.nullable(),
  after: z.string(),
  changed: z.number(),
  /** she thought better of it: the deed is being undone */
  undo: z.boolean(),
});
export type Tagging = z.infer<typeof taggingSchema>;

export const readTagging = (cursor: string | null): Tagging => taggingSchema.parse(JSON.parse(cursor ?? ''));

/** A task is named for its tags' source. */
export const sourceOf = (task: string) => `bulk:${task.slice(TAGGING_TASK.length + 1)}` as const;
