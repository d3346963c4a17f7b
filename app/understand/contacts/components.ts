/** Groups contact ids that turn out to be one person; a group is known by its smallest id. */
export interface Components {
  join(a: string, b: string): void;
  /** the smallest id of the group; an id never joined is a group of its own */
  rootOf(id: string): string;
}

/** Union-find in which the smallest id always wins, so that the order of joining does not show in the result. */
export function createComponents(): Components {
  const parents = new Map<string, string>();

  function rootOf(id: string): string {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    let step = id;
    for (let parent = parents.get(step); parent !== undefined && parent !== root; parent = parents.get(step)) {
      parents.set(step, root);
      step = parent;
    }
    return root;
  }

  return {
    rootOf,
    join(a, b) {
      const left = rootOf(a);
      const right = rootOf(b);
      if (left === right) return;
      if (left < right) parents.set(right, left);
      else parents.set(left, right);
    },
  };
}
