import type { Block } from './document.ts';

/** The fields of blocks in which a merchant writes, and in which Liquid may stand. */
const LINES = new Set(['text', 'alt', 'button', 'code', 'small', 'over', 'why', 'unsubscribe', 'preferences', 'css']);
const ADDRESSES = new Set(['src', 'href', 'url']);

export type TextKind = 'line' | 'rich' | 'address';

/** Each text of a block, or of a block within it, replaced by what `change` makes of it. */
export function mapTexts(block: Block, change: (text: string, kind: TextKind, block: string) => string): Block {
  const walk = (value: unknown, key: string, id: string): unknown => {
    if (typeof value === 'string') {
      const kind = kindOf(key);
      return kind ? change(value, kind, id) : value;
    }
    if (Array.isArray(value)) return value.map((each) => walk(each, key, id));
    if (typeof value !== 'object' || value === null || key === 'condition') return value;
    const inside = 'id' in value && typeof value.id === 'string' ? value.id : id;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name, inside)]));
  };
  // what went in as a block comes out as one: only texts were replaced by texts
  return walk(block, '', block.id) as Block;
}

function kindOf(field: string): TextKind | null {
  if (field === 'html') return 'rich';
  if (LINES.has(field)) return 'line';
  return ADDRESSES.has(field) ? 'address' : null;
}
