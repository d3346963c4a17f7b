// What has to change, here and in Shopify, for a contact and her customer to have the same tags.

export interface TagSides {
  /** the contact's */
  local: readonly string[];
  /** the customer's in Shopify, those with the prefix, without it */
  remote: readonly string[];
  /** what both had when they were last the same */
  agreed: readonly string[];
}

export interface TagMerge {
  /** to the contact, from her */
  give: string[];
  take: string[];
  /** to the customer, from her */
  add: string[];
  remove: string[];
  /** what both have once it is done */
  agreed: string[];
}

/**
 * A merge of three: whichever side differs from what both had is the one that changed, and the other follows. Where nobody
 * changed anything, as after our own writing comes back to us, there is nothing to do. As Shopify does, it does not regard
 * the case of letters; a tag keeps the letters of the side that brought it.
 */
export function mergeTags({ local, remote, agreed }: TagSides): TagMerge {
  const [here, there, before] = [byName(local), byName(remote), byName(agreed)];
  const merge: TagMerge = { give: [], take: [], add: [], remove: [], agreed: [] };
  for (const name of new Set([...here.keys(), ...there.keys()])) {
    const [mine, theirs] = [here.get(name), there.get(name)];
    if (mine !== undefined && theirs !== undefined) merge.agreed.push(mine);
    else if (mine !== undefined) {
      if (before.has(name)) merge.take.push(mine);
      else {
        merge.add.push(mine);
        merge.agreed.push(mine);
      }
    } else if (theirs !== undefined) {
      if (before.has(name)) merge.remove.push(theirs);
      else {
        merge.give.push(theirs);
        merge.agreed.push(theirs);
      }
    }
  }
  merge.agreed.sort();
  return merge;
}

const byName = (tags: readonly string[]) => new Map(tags.map((tag) => [tag.toLowerCase(), tag]));

/** Ours among a customer's tags, without the prefix. */
export function withoutPrefix(tags: readonly string[], prefix: string): string[] {
  const start = prefix.toLowerCase();
  return tags
    .filter((tag) => tag.toLowerCase().startsWith(start))
    .map((tag) => tag.slice(prefix.length).trim())
    .filter((tag) => tag !== '');
}
