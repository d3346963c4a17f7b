import type { IdKind } from './ids.ts';
import type { Id } from './types.ts';
import type { Kinds, World } from './world.ts';

/** Things that are only kept and looked up: nothing in the shop happens because of them. */
export interface Records<T extends { id: Id }> {
  get(id: Id): T | undefined;
  all(): T[];
  save(record: T): T;
  remove(id: Id): void;
  nextId(): Id;
}

type RecordKind = 'metafield' | 'marketingActivity' | 'flowTrigger' | 'codeCreation';

export function records<K extends RecordKind>(world: World, kind: K, ids: IdKind): Records<Kinds[K]> {
  const map = world.maps[kind] as Map<Id, Kinds[K]>;
  return {
    get: (id) => map.get(id),
    all: () => [...map.values()],
    save: (record) => {
      world.save(kind, record.id, record);
      return record;
    },
    remove: (id) => world.forget(kind, id),
    nextId: () => world.nextId(ids),
  };
}
