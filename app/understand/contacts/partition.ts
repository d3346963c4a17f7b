// Who is one person where somebody said that two handles are not: pure.

/** A signed source named both, first at that instant. */
export interface Link {
  a: string;
  b: string;
  at: number;
}

export interface Pair {
  a: string;
  b: string;
}

/**
 * Groups hard identities by what joins them, from the earliest link on; a link that would bring together two that were
 * put apart joins nothing. It depends on the links and the pairs alone, not on when either was heard.
 * @returns the smallest name of each identity's group
 * @param nameOf names an identity
 */
export function partition(
  links: readonly Link[],
  apart: readonly Pair[],
  nameOf: (identity: string) => string,
): Map<string, string> {
  const groups = new Map<string, Set<string>>();
  const groupOf = (identity: string) => {
    let group = groups.get(identity);
    if (!group) groups.set(identity, (group = new Set([identity])));
    return group;
  };
  for (const { a, b } of apart) for (const identity of [a, b]) groupOf(identity);
  for (const { a, b } of inOrder(links)) {
    const left = groupOf(a);
    const right = groupOf(b);
    if (left === right || areApart(left, right, apart)) continue;
    for (const identity of right) {
      left.add(identity);
      groups.set(identity, left);
    }
  }
  const names = new Map<Set<string>, string>();
  for (const group of groups.values()) {
    if (!names.has(group))
      names.set(
        group,
        [...group].map(nameOf).reduce((least, name) => (name < least ? name : least)),
      );
  }
  return new Map([...groups].map(([identity, group]) => [identity, names.get(group) ?? nameOf(identity)]));
}

function inOrder(links: readonly Link[]): Link[] {
  const text = ({ a, b }: Link) => `${a}\n${b}`;
  return links.toSorted((x, y) => x.at - y.at || (text(x) < text(y) ? -1 : 1));
}

function areApart(left: ReadonlySet<string>, right: ReadonlySet<string>, apart: readonly Pair[]): boolean {
  return apart.some(({ a, b }) => (left.has(a) && right.has(b)) || (left.has(b) && right.has(a)));
}
