import type { Context } from 'hono';

/** The body as text, or null when it is longer than it may be: a length that is not declared is counted while reading. */
export async function readText(c: Context, largest: number): Promise<string | null> {
  const declared = Number(c.req.header('content-length') ?? Number.NaN);
  if (declared > largest) return null;
  if (declared <= largest) return c.req.text();
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of c.req.raw.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > largest) return null;
  }
  return text;
}
