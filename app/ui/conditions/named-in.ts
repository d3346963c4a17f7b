import type { Condition } from '../../understand/conditions/condition.ts';
import { type DraftNode, toDraft } from './draft.ts';
import { aboutFact } from './entries/about-facts.ts';
import { entryOf } from './entries/entries.ts';
import type { NameSource } from './entries/entry.ts';

export const bookKey = (source: NameSource, id: string) => `${source} ${id}`;

/** What conditions name by id, so that its names can be fetched together. */
export function namedIn(conditions: readonly Condition[]): Map<NameSource, Set<string>> {
  const named = new Map<NameSource, Set<string>>();
  const note = (source: NameSource | undefined, value: unknown) => {
    if (!source) return;
    const ids = Array.isArray(value) ? value : [value];
    for (const id of ids)
      if (typeof id === 'string' && id !== '') named.set(source, (named.get(source) ?? new Set()).add(id));
  };
  const walk = (node: DraftNode) => {
    if (node.kind === 'group') return node.of.forEach(walk);
    for (const control of entryOf(node.leaf)?.controls ?? []) {
      if (control.control === 'name' || control.control === 'names') note(control.source, node.leaf[control.at]);
      if (control.control === 'subject') note(aboutFact(node.leaf['kind']).subject, node.leaf['subject']);
      if (control.control === 'attribute') note('attribute', node.leaf['attribute']);
      if (control.control !== 'which') continue;
      const which = node.leaf['which'] as { products?: string[]; collection?: string } | undefined;
      note('product', which?.products);
      note('collection', which?.collection);
    }
  };
  for (const condition of conditions) walk(toDraft(condition).root);
  return named;
}
