import { z } from 'zod';
import type { Heard } from '../heard.ts';
import { id, instant } from '../payload.ts';

const collectionSchema = z.object({
  id,
  title: z.string(),
  handle: z.string(),
  published_at: instant.nullish(),
  updated_at: instant,
});

/** collections/create, collections/update */
export function parseCollection(payload: unknown): Partial<Heard> {
  const told = collectionSchema.parse(payload);
  return {
    collections: [
      {
        id: told.id,
        title: told.title,
        handle: told.handle,
        publishedAt: told.published_at ?? null,
        updatedAt: told.updated_at,
      },
    ],
  };
}
