import { z } from 'zod';

export const recoveryForm = z.object({
  on: z.boolean(),
  delayMinutes: z
    .number()
    .int()
    .min(15)
    .max(7 * 24 * 60),
  holdoutShare: z.number().min(0).max(0.5),
  tag: z
    .string()
    .trim()
    .max(60)
    .regex(/^[^,]*$/),
  template: z.string().max(60).default(''),
});
