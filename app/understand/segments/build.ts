// How far the gathering of a segment's members has come, as its task's cursor says.
import { z } from 'zod';

export const BUILD_TASK = 'segment';

export const buildTaskId = (segment: string) => `${BUILD_TASK}:${segment}`;

const buildSchema = z.strictObject({
  /** gathering a new generation; telling who joined and left by it; clearing away the one before */
  phase: z.enum(['gather', 'tell', 'clear']),
  /** the contact at which the slice before ended */
  after: z.string(),
  /** its condition is new: who is in and who is not is no news */
  fresh: z.boolean(),
  /** whoever joins or leaves by this is told of, as when facts make them */
  announce: z.boolean(),
});

export type Build = z.infer<typeof buildSchema>;

export const readBuild = (cursor: string | null): Build | null =>
  cursor === null ? null : buildSchema.parse(JSON.parse(cursor));

export const writeBuild = (build: Build) => JSON.stringify(build);
