import { z } from 'zod';

/** No comma: Shopify reads it as the end of a tag. */
export const tagName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^,]*$/);
