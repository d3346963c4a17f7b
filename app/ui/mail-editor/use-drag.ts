import { useEffect, useRef, useState } from 'react';
import type { RowEdge } from './drag-adapter.ts';
import { findBlock, mayStand, type MailPlace, placeWithout } from './mail-places.ts';
import { useLatest } from '../use-latest.ts';
import { useTree } from './tree-context.ts';

type Adapter = typeof import('./drag-adapter.ts');

/** Watches while the element stands. The library needs a browser, so the server never loads it. */
function useAdapter(begin: (adapter: Adapter) => (() => void) | undefined) {
  const latest = useLatest(begin);
  useEffect(() => {
    let end: (() => void) | undefined;
    let gone = false;
    void import('./drag-adapter.ts').then((adapter) => {
      if (!gone) end = latest.current(adapter);
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [latest]);
}

/** What the pointer does with the blocks as they stand at that moment. */
function useDrops() {
  const tree = useTree();
  const now = useLatest(tree);
  return {
    may(id: string, place: MailPlace): boolean {
      const { document } = now.current;
      const found = findBlock(document, id);
      return (
        found !== null && place.columns !== id && mayStand(document, found.block, placeWithout(document, id, place))
      );
    },
    drop: (id: string, place: MailPlace) => now.current.drop(id, placeWithout(now.current.document, id, place)),
  };
}

/** A row that is dragged, and beside which others are dropped. */
export function useRowDrag(id: string, place: MailPlace) {
  const row = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const [edge, setEdge] = useState<RowEdge | null>(null);
  const drops = useDrops();
  const here = useLatest(place);
  const beside = (side: RowEdge) => ({ ...here.current, index: here.current.index + (side === 'bottom' ? 1 : 0) });
  useAdapter((adapter) => {
    if (!row.current || !handle.current) return undefined;
    return adapter.watchRow({
      element: row.current,
      handle: handle.current,
      id,
      canDrop: (dragged, side) => drops.may(dragged, beside(side)),
      onEdge: setEdge,
      onDrop: (dragged, side) => drops.drop(dragged, beside(side)),
    });
  });
  return { row, handle, edge };
}

/** A column that is empty. */
export function useRoomDrag(place: MailPlace) {
  const room = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const drops = useDrops();
  const here = useLatest(place);
  useAdapter((adapter) => {
    if (!room.current) return undefined;
    return adapter.watchRoom({
      element: room.current,
      canDrop: (id) => drops.may(id, here.current),
      onOver: setOver,
      onDrop: (id) => drops.drop(id, here.current),
    });
  });
  return { room, over };
}
