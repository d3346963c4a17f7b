import { z } from 'zod';
import { RECONCILED, SWEPT } from './rules.ts';

const run = { run: z.string(), sweep: z.boolean() };
const swept = { ...run, kind: z.enum(SWEPT) };

/** How far a comparison has come; none: it begins. */
const schema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('changes'),
    ...run,
    kind: z.enum(RECONCILED),
    since: z.number(),
    after: z.string().nullable(),
    size: z.number().int().min(1),
  }),
  /** Shopify is asked to list what it has */
  z.object({ step: z.literal('list'), ...swept, tries: z.number().int() }),
  z.object({
    step: z.literal('listing'),
    ...swept,
    operation: z.string(),
    listedAt: z.number(),
    looks: z.number().int(),
    from: z.number().int(),
    tries: z.number().int(),
  }),
  /** all that it listed is noted: what is missing in it is gone */
  z.object({
    step: z.literal('gone'),
    ...swept,
    listedAt: z.number(),
    /** first it is counted, then, if it is believed, told */
    telling: z.boolean().default(false),
    after: z.string().default(''),
    known: z.number().int().default(0),
    gone: z.number().int().default(0),
  }),
  /** the list is forgotten, some of it at a time */
  z.object({ step: z.literal('clear'), ...swept }),
  z.object({ step: z.literal('end'), ...run }),
]);

export type ReconcileCursor = z.infer<typeof schema>;

export const readReconcileCursor = (text: string | null): ReconcileCursor | null =>
  text === null ? null : schema.parse(JSON.parse(text));
