import type { Context } from 'hono';

/** Reads a form's fields, trimmed; `customer[email]` is asked for as `email`. */
export async function readForm(c: Context, group: string): Promise<(name: string) => string> {
  const form = await c.req.parseBody();
  return (name) => {
    const value = form[`${group}[${name}]`] ?? '';
    return typeof value === 'string' ? value.trim() : '';
  };
}

export function isEmail(text: string): boolean {
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(text) && text.length <= 254;
}

/** A place in this shop, and nowhere else. */
export function ownPath(text: unknown): string | undefined {
  return typeof text === 'string' && /^\/(?![/\\])/.test(text) ? text : undefined;
}
