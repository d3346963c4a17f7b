import { z } from 'zod';
import { LARGEST_PAGE } from './pages.server.ts';

const restarts = z.number().int().default(0);

/** How far the reading of one part has come. */
const schema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('start'), restarts }),
  /** Shopify writes the file; looked at so often, and it had found so many */
  z.object({
    step: z.literal('running'),
    operation: z.string(),
    startedAt: z.number(),
    looks: z.number(),
    found: z.number(),
    restarts,
  }),
  /** the file is there, and is read up to this byte */
  z.object({
    step: z.literal('reading'),
    operation: z.string(),
    startedAt: z.number(),
    from: z.number().int(),
    restarts,
  }),
  /** no bulk operation is possible: page by page */
  z.object({ step: z.literal('pages'), after: z.string().nullable(), size: z.number().int().min(1).max(LARGEST_PAGE) }),
]);

export type PartCursor = z.infer<typeof schema>;

export const readCursor = (text: string | null): PartCursor =>
  text === null ? { step: 'start', restarts: 0 } : schema.parse(JSON.parse(text));
