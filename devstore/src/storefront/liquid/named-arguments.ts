/** liquidjs hands a filter's `name: value` arguments over as pairs among the positional ones. */
export function namedArguments(given: unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    given.filter((item): item is [string, unknown] => Array.isArray(item) && item.length === 2),
  );
}

export function htmlAttributes(values: Record<string, unknown>, escape: (text: string) => string): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`))
    .join('');
}
