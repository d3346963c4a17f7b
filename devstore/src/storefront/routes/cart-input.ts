import type { Context } from 'hono';
import type { CartLineInput } from '../../shop/store.ts';

/** A request of the cart API, which comes as JSON or as a form: `properties[Gift]=yes`, `attributes[x]=y`. */
export type CartInput = Record<string, unknown>;

export async function readCartInput(c: Context): Promise<CartInput> {
  const query = Object.fromEntries(new URL(c.req.url).searchParams);
  if (c.req.method === 'GET') return query;
  if (c.req.header('content-type')?.includes('json')) {
    const body: unknown = await c.req.json().catch(() => ({}));
    return typeof body === 'object' && body !== null ? { ...query, ...body } : query;
  }
  const input: CartInput = { ...query };
  for (const [name, value] of Object.entries(await c.req.parseBody({ all: true }))) {
    const nested = /^(\w+)\[([^\]]*)\]$/.exec(name);
    if (!nested?.[1]) input[name] = value;
    else if (nested[2]) input[nested[1]] = { ...record(input[nested[1]]), [nested[2]]: value };
    else input[nested[1]] = value;
  }
  return input;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** One line as `id` and `quantity`, or several as `items`. */
export function linesOf(input: CartInput): CartLineInput[] {
  const items = Array.isArray(input['items']) ? input['items'].map(record) : [input];
  return items.map((item) => ({
    variantId: String(item['id'] ?? ''),
    quantity: Math.max(1, Math.floor(Number(item['quantity'] ?? 1)) || 1),
    properties: Object.entries(record(item['properties']))
      .filter(([, value]) => value !== '' && value !== null)
      .map(([name, value]) => ({ name, value: String(value) })),
  }));
}

/** An attribute set to nothing goes away. */
export function attributesOf(input: CartInput): Record<string, string | null> | undefined {
  if (!input['attributes']) return undefined;
  return Object.fromEntries(
    Object.entries(record(input['attributes'])).map(([name, value]) => [
      name,
      value === null || value === '' ? null : String(value),
    ]),
  );
}

/** `updates` is a table of variant or line and quantity, or a list in the order of the lines. */
export function updatesOf(input: CartInput, keys: string[]): [line: string, quantity: number][] {
  const updates = input['updates'];
  if (updates === undefined) return [];
  const pairs =
    typeof updates === 'object' && !Array.isArray(updates)
      ? Object.entries(record(updates))
      : [updates].flat().map((quantity, index) => [keys[index] ?? '', quantity] as const);
  return pairs
    .filter(([line]) => line !== '')
    .map(([line, quantity]) => [line, Math.max(0, Math.floor(Number(quantity)) || 0)]);
}
