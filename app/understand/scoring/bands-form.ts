import { z } from 'zod';

const points = z.number().int().min(-10_000).max(10_000);

/** Bands as a form hands them over. */
export const bandsSchema = z
  .object({ warm: points, hot: points })
  .refine(({ warm, hot }) => warm < hot, { path: ['hot'], message: 'hot begins above warm' });
