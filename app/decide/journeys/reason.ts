import { z } from 'zod';

/** Why something was decided: a code and what it speaks of, kept as data so that it can be told in any language. */
export type Reason = { code: string } & Readonly<Record<string, string | number>>;

const reasonSchema = z.looseObject({ code: z.string() });

export function encodeReason(reason: Reason): string {
  return JSON.stringify(reason);
}

/** Reads a kept reason; a plain text (written by a person or an older version) is its own code. */
export function decodeReason(text: string | null): Reason | null {
  if (text === null || text === '') return null;
  if (!text.startsWith('{')) return { code: 'text', text };
  const parsed = reasonSchema.safeParse(JSON.parse(text));
  return parsed.success ? (parsed.data as Reason) : { code: 'text', text };
}
