import { rfmGroups } from '../rfm-groups.ts';
import type { Customer, Id, Segment } from '../types.ts';
import { need, type World } from '../world.ts';
import { customerFilters, OTHER_FILTERS } from './customer-filters.ts';
import { segmentTest } from './evaluate-segment.ts';
import { parseSegmentQuery } from './segment-query.ts';

export interface SegmentStore {
  get(id: Id): Segment | undefined;
  all(): Segment[];
  create(name: string, query: string): Segment;
  update(id: Id, change: { name?: string; query?: string }): Segment;
  remove(id: Id): void;
  /** @throws BadSegmentQuery, SegmentFilterNotSimulated */
  members(query: string): Customer[];
  has(segmentId: Id, customerId: Id): boolean;
}

export function segmentStore(world: World): SegmentStore {
  const segments = world.maps.segment;
  const filters = customerFilters({
    ordersOf: (id) => (world.ordersOf.get(id) ?? []).flatMap((one) => world.maps.order.get(one) ?? []),
    abandonedAt: (id) => {
      const open = [...world.maps.checkout.values()].filter((one) => one.customerId === id && !one.completedAt);
      return open.at(-1)?.createdAt ?? null;
    },
    rfmGroup: rfmGroups(world),
  });
  const testOf = (query: string): ((customer: Customer) => boolean) => {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: world.shop.zone, dateStyle: 'short' });
    return segmentTest(parseSegmentQuery(query), {
      filters,
      known: OTHER_FILTERS,
      today: day.format(world.clock.now()),
      dayOf: (instant) => day.format(Date.parse(instant)),
    });
  };
  const save = (segment: Segment): Segment => {
    world.save('segment', segment.id, segment);
    return segment;
  };

  return {
    get: (id) => segments.get(id),
    all: () => [...segments.values()],
    create: (name, query) => {
      testOf(query);
      const now = world.clock.iso();
      return save({ id: world.nextId('segment'), name, query, createdAt: now, updatedAt: now });
    },
    update: (id, change) => {
      if (change.query !== undefined) testOf(change.query);
      return save({ ...need(world, 'segment', id), ...change, updatedAt: world.clock.iso() });
    },
    remove: (id) => {
      need(world, 'segment', id);
      world.forget('segment', id);
    },
    members: (query) => [...world.maps.customer.values()].filter(testOf(query)),
    has: (segmentId, customerId) => {
      const segment = segments.get(segmentId);
      const customer = world.maps.customer.get(customerId);
      return segment !== undefined && customer !== undefined && testOf(segment.query)(customer);
    },
  };
}
