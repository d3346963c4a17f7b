/** Tags are compared without regard to case, as Shopify does. */
export function hasTag(tags: string[], tag: string): boolean {
  return tags.some((one) => one.toLowerCase() === tag.toLowerCase());
}

/** Those of `wanted` that `existing` lacks, each once. */
export function newTags(existing: string[], wanted: string[]): string[] {
  const added: string[] = [];
  for (const tag of wanted.map((one) => one.trim()).filter(Boolean)) {
    if (!hasTag(existing, tag) && !hasTag(added, tag)) added.push(tag);
  }
  return added;
}
