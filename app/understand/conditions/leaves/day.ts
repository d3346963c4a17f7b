import { z } from 'zod';

/** A calendar day of the shop: YYYY-MM-DD. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((named) => !Number.isNaN(Date.parse(named)));
