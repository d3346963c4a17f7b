import type { Segment } from '../../shop/types.ts';
import { gid } from '../context.ts';

export function segmentNode(segment: Segment): Record<string, unknown> {
  return {
    __typename: 'Segment',
    id: gid('Segment', segment.id),
    name: segment.name,
    query: segment.query,
    creationDate: segment.createdAt,
    lastEditDate: segment.updatedAt,
  };
}
