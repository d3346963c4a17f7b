import type { z } from 'zod';

/**
 * The body of an action whose page sends nothing else: what does not fit was not sent by our page, so it is refused
 * without words. Throws a Response.
 */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  return fitting(await request.json().catch(() => undefined), schema);
}

/** The same for a posted form. */
export async function readForm<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const form = await request.formData().catch(() => new FormData());
  return fitting(Object.fromEntries(form), schema);
}

function fitting<T>(body: unknown, schema: z.ZodType<T>): T {
  const read = schema.safeParse(body);
  if (!read.success) throw new Response(null, { status: 400 });
  return read.data;
}
