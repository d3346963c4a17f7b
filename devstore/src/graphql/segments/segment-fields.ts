import { GraphQLError } from 'graphql';
import { SegmentFilterNotSimulated } from '../../shop/segments/evaluate-segment.ts';
import { BadSegmentQuery } from '../../shop/segments/segment-query.ts';
import type { Customer, Segment } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, idOf, type GraphContext } from '../context.ts';
import { requireInputSize } from '../input-size.ts';
import { customerNode } from '../nodes/customer.ts';
import { searchFilter } from '../search-query.ts';
import { segmentNode } from './segment-node.ts';

interface MemberArguments extends PageArguments {
  segmentId?: unknown;
  query?: string | null;
  queryId?: unknown;
  sortKey?: string | null;
}

const SORT: Record<string, (one: Segment) => string | number> = {
  ID: (one) => Number(one.id),
  CREATION_DATE: (one) => one.createdAt,
  LAST_EDIT_DATE: (one) => one.updatedAt,
};

export function segmentQueries(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  const segmentOf = (id: unknown) => store.segments.get(idOf('Segment', id) ?? '');

  return {
    segment: ({ id }: { id: unknown }) => {
      const segment = segmentOf(id);
      if (!segment) throw new GraphQLError('Segment does not exist', { extensions: { code: 'NOT_FOUND' } });
      return segmentNode(segment);
    },
    segments: (args: PageArguments & { query?: string | null; sortKey?: string | null }) => {
      const sortBy = SORT[args.sortKey ?? 'ID'];
      if (!sortBy) throw new GraphQLError(`devstore does not simulate sorting by ${args.sortKey ?? ''}`);
      const search = { name: (one: Segment) => one.name, id: (one: Segment) => one.id };
      const items = store.segments.all().filter(searchFilter(args.query, search, clock.now()));
      return connection({ items, idOf: (one) => one.id, node: segmentNode, sortBy }, args);
    },
    segmentsCount: () => ({ count: store.segments.all().length, precision: 'EXACT' }),
    customerSegmentMembers: (args: MemberArguments) => {
      if (args.queryId) throw new GraphQLError('devstore does not simulate customerSegmentMembers(queryId:)');
      if (args.sortKey) throw new GraphQLError('devstore does not simulate customerSegmentMembers(sortKey:)');
      if (!args.segmentId === !args.query) {
        throw new GraphQLError('Provide exactly one of segmentId, query or queryId', {
          extensions: { code: 'BAD_REQUEST' },
        });
      }
      const segment = args.segmentId ? segmentOf(args.segmentId) : undefined;
      if (args.segmentId && !segment)
        throw new GraphQLError('Segment does not exist', { extensions: { code: 'NOT_FOUND' } });
      const members = told(() => store.segments.members(segment?.query ?? args.query ?? ''));
      const page = connection(
        {
          items: members,
          idOf: (one) => one.id,
          node: (one) => memberNode(context, one),
          sortBy: (one) => Number(one.id),
        },
        args,
      );
      return { ...page, totalCount: members.length };
    },
    customerSegmentMembership: ({ customerId, segmentIds }: { customerId: unknown; segmentIds: unknown[] }) => {
      requireInputSize(segmentIds);
      const customer = idOf('Customer', customerId) ?? '';
      const memberships = segmentIds.flatMap((id) => {
        const segment = segmentOf(id);
        return segment ? [{ segmentId: id, isMember: store.segments.has(segment.id, customer) }] : [];
      });
      return { memberships };
    },
  };
}

export function segmentMutations(context: GraphContext): Record<string, unknown> {
  const { segments } = context.devstore.store;
  const refused = (field: string, message: string) => ({ segment: null, userErrors: [{ field: [field], message }] });
  const save = (name: string | null | undefined, write: () => Segment) => {
    if (name !== undefined && name !== null && name.trim() === '') return refused('name', "Name can't be blank");
    try {
      return { segment: segmentNode(write()), userErrors: [] };
    } catch (error) {
      if (error instanceof BadSegmentQuery) return refused('query', `Query ${error.message}`);
      throw error instanceof SegmentFilterNotSimulated ? notSimulated(error) : error;
    }
  };
  return {
    segmentCreate: ({ name, query }: { name: string; query: string }) => {
      if (segments.all().some((one) => one.name === name)) return refused('name', 'Name has already been taken');
      return save(name, () => segments.create(name, query));
    },
    segmentUpdate: ({ id, name, query }: { id: unknown; name?: string | null; query?: string | null }) => {
      const digits = idOf('Segment', id) ?? '';
      if (!segments.get(digits)) return refused('id', 'Segment does not exist');
      if (segments.all().some((one) => one.name === name && one.id !== digits)) {
        return refused('name', 'Name has already been taken');
      }
      return save(name, () => segments.update(digits, { ...(name && { name }), ...(query && { query }) }));
    },
    segmentDelete: ({ id }: { id: string }) => {
      const digits = idOf('Segment', id) ?? '';
      if (!segments.get(digits)) {
        return { deletedSegmentId: null, userErrors: [{ field: ['id'], message: 'Segment does not exist' }] };
      }
      segments.remove(digits);
      return { deletedSegmentId: id, userErrors: [] };
    },
  };
}

/** A query that is wrong is an error of the request, not an empty segment. */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadSegmentQuery) throw new GraphQLError(error.message, { extensions: { code: 'INVALID' } });
    throw error instanceof SegmentFilterNotSimulated ? notSimulated(error) : error;
  }
}

function notSimulated(error: Error): GraphQLError {
  return new GraphQLError(error.message, { extensions: { code: 'NOT_SIMULATED' } });
}

/** A member has the customer's fields under another type and id. */
function memberNode(context: GraphContext, customer: Customer): Record<string, unknown> {
  const node = customerNode(context, customer);
  const last = context.devstore.store.orders.ofCustomer(customer.id).at(-1);
  return {
    ...node,
    __typename: 'CustomerSegmentMember',
    id: gid('CustomerSegmentMember', customer.id),
    lastOrderId: last ? gid('Order', last.id) : null,
  };
}
