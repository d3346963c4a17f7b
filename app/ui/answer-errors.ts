import type { z } from 'zod';
import type { ActionAnswer } from './use-toast-of.ts';

/** Failures of a form as words beside its fields: `errors.<field>` of the locales says what to do. */
export function answerErrors(error: z.ZodError): ActionAnswer {
  const fields = error.issues.map((issue) => issue.path.join('.'));
  return { ok: false, errors: Object.fromEntries(fields.map((field) => [field, `errors.${field}`])) };
}
