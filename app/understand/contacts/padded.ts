/**
 * Fills a list for `in (…)` up to the next power of two by repeating its last value: the statement's text is then one
 * of a few, so that it stays prepared from batch to batch.
 */
export function padded(ids: readonly string[]): readonly string[] {
  const last = ids.at(-1);
  if (last === undefined) return ids;
  let size = 1;
  while (size < ids.length) size *= 2;
  return size === ids.length ? ids : [...ids, ...Array<string>(size - ids.length).fill(last)];
}
