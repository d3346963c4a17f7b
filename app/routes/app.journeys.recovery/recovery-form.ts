import { z } from 'zod';
import { SHORT_CHANNELS } from '../../act/messages/texts/short-document.ts';

const delayMinutes = z
  .number()
  .int()
  .min(15)
  .max(7 * 24 * 60);

export const recoveryForm = z.object({
  on: z.boolean(),
  delayMinutes,
  holdoutShare: z.number().min(0).max(0.5),
  tag: z
    .string()
    .trim()
    .max(60)
    .regex(/^[^,]*$/),
  template: z.string().max(60).default(''),
  reminder: z.object({
    on: z.boolean(),
    channel: z.enum(SHORT_CHANNELS),
    template: z.string().max(60),
    delayMinutes,
  }),
});
