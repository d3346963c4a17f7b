// Dragging by pointer, by https://atlassian.design/components/pragmatic-drag-and-drop. Loaded by the browser alone.
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';

export type RowEdge = 'top' | 'bottom';

interface Row {
  element: HTMLElement;
  handle: HTMLElement;
  id: string;
  canDrop: (id: string, edge: RowEdge) => boolean;
  onEdge: (edge: RowEdge | null) => void;
  onDrop: (id: string, edge: RowEdge) => void;
}

const idOf = (data: Record<string, unknown>) => String(data['block'] ?? '');
const edgeOf = (data: Record<string | symbol, unknown>): RowEdge =>
  extractClosestEdge(data) === 'top' ? 'top' : 'bottom';

/** A row that is dragged by its handle, and takes others above or below itself. @returns ends it */
export function watchRow({ element, handle, id, canDrop, onEdge, onDrop }: Row): () => void {
  return combine(
    draggable({ element, dragHandle: handle, getInitialData: () => ({ block: id }) }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => {
        const dragged = idOf(source.data);
        return dragged !== id && (canDrop(dragged, 'top') || canDrop(dragged, 'bottom'));
      },
      getData: ({ input, element: over, source }) => {
        const dragged = idOf(source.data);
        const allowedEdges = (['top', 'bottom'] as const).filter((edge) => canDrop(dragged, edge));
        return attachClosestEdge({}, { input, element: over, allowedEdges });
      },
      onDrag: ({ self }) => onEdge(edgeOf(self.data)),
      onDragLeave: () => onEdge(null),
      onDrop: ({ self, source, location }) => {
        onEdge(null);
        // the innermost takes it
        if (location.current.dropTargets[0]?.element === element) onDrop(idOf(source.data), edgeOf(self.data));
      },
    }),
  );
}

/** Room in which there is no row to stand beside. @returns ends it */
export function watchRoom(room: {
  element: HTMLElement;
  canDrop: (id: string) => boolean;
  onOver: (over: boolean) => void;
  onDrop: (id: string) => void;
}): () => void {
  return dropTargetForElements({
    element: room.element,
    canDrop: ({ source }) => room.canDrop(idOf(source.data)),
    onDragEnter: () => room.onOver(true),
    onDragLeave: () => room.onOver(false),
    onDrop: ({ source, location }) => {
      room.onOver(false);
      if (location.current.dropTargets[0]?.element === room.element) room.onDrop(idOf(source.data));
    },
  });
}
