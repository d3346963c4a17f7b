import type { Context } from 'hono';

/** What a caller of the control API got wrong, with the sentence that says so. */
export class BadInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadInput';
  }
}

/** The JSON object of the body; no body is an empty one. */
export async function readInput(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new BadInput('The body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadInput('The body must be a JSON object.');
  return body as Record<string, unknown>;
}

export function text(input: Record<string, unknown>, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new BadInput(`${name} must be a text.`);
}

export function number(input: Record<string, unknown>, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new BadInput(`${name} must be a number.`);
  return value;
}

export function flag(input: Record<string, unknown>, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw new BadInput(`${name} must be true or false.`);
  return value;
}

export function oneOf<T extends string>(
  input: Record<string, unknown>,
  name: string,
  values: readonly T[],
): T | undefined {
  const value = text(input, name);
  if (value === undefined) return undefined;
  const found = values.find((one) => one === value);
  if (!found) throw new BadInput(`${name} must be one of ${values.join(', ')}.`);
  return found;
}

export function list(input: Record<string, unknown>, name: string): Record<string, unknown>[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new BadInput(`${name} must be a list.`);
  return value.map((one) =>
    typeof one === 'object' && one !== null ? (one as Record<string, unknown>) : { productId: String(one) },
  );
}
