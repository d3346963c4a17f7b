import { Readable } from 'node:stream';
import type { Log } from '../platform/log/log.ts';
import type { TaskProgress } from '../platform/work/tasks/tasks-service.server.ts';
import type { SegmentExports } from '../understand/segments/export.server.ts';
import type { ShopifySegments } from '../understand/segments/shopify-segments.server.ts';
import type { SegmentTwins } from '../understand/segments/twins.server.ts';
import type { SegmentLine, SegmentsService } from '../understand/segments/service.server.ts';
import { segmentDescription, segmentName } from '../understand/segments/words.ts';
import type { Stage } from '../understand/stages/rules.ts';
import { conditionOf, createSegmentPeoplePages } from './segment-people.server.ts';
import type { ConditionPages } from '../ui/views/condition-views.ts';
import type { SegmentPages, SegmentProgress, SegmentRow } from '../ui/views/segment-views.ts';

const PAGE = 25;

interface Deps {
  segments: SegmentsService;
  segmentExports: SegmentExports;
  conditions: Pick<ConditionPages, 'book'>;
  shopifySegments: ShopifySegments;
  segmentTwins: SegmentTwins;
  log: Log;
}

export function createSegmentPages({
  segments,
  segmentExports,
  conditions,
  shopifySegments,
  segmentTwins,
  log,
}: Deps): SegmentPages {
  return {
    async list(shop) {
      const all = await segments.list(shop);
      const made = new Map(all.flatMap(({ id, recipe }) => (recipe === null ? [] : [[recipe, id]])));
      return {
        segments: all.map(rowOf),
        recipes: segments.recipes().map(({ key, family, name, description }) => ({
          key,
          family,
          name,
          description,
          made: made.get(key) ?? null,
        })),
      };
    },

    async view(shop, id, after) {
      const segment = await segments.get(shop, id);
      if (!segment) return null;
      const [names, days, moves, members, all] = await Promise.all([
        conditions.book(shop, [segment.condition]),
        segments.days(shop, id),
        segments.moves(shop, id),
        segments.members(shop, id, { after, limit: PAGE }),
        segments.list(shop),
      ]);
      return {
        ...rowOf(segment),
        condition: conditionOf(segment),
        names,
        days,
        moves,
        builtAt: segment.builtAt,
        twin: await segmentTwins.of(shop, id),
        members: {
          rows: members.rows.map((row) => ({
            id: row.id,
            name: [row.firstName, row.lastName].filter(Boolean).join(' '),
            email: row.email,
            stage: row.stage as Stage,
            orders: row.ordersCount,
            spent: row.netSpent,
            joinedAt: row.joinedAt,
          })),
          next: members.next,
        },
        others: all.flatMap((other) => (other.id === id ? [] : [{ id: other.id, name: segmentName(other) }])),
      };
    },

    async edit(shop, id) {
      const segment = await segments.get(shop, id);
      if (!segment || segment.kind === 'shopify') return null;
      const { kind, condition } = segment;
      return { ...wordsOf(segment), kind, condition, names: await conditions.book(shop, [condition]) };
    },

    save: (shop, id, draft) => (id === null ? segments.create(shop, draft) : segments.change(shop, id, draft)),

    async take(shop, key, locale) {
      const recipe = segments.recipes().find((each) => each.key === key);
      if (!recipe) return { ok: false, reason: 'unknown' };
      const { name, description, condition } = recipe;
      const words = { name: name[locale], description: description[locale] };
      return segments.create(shop, { ...words, kind: 'live', condition, recipe: key });
    },

    remove: (shop, id) => segments.remove(shop, id),
    restore: (shop, id) => segments.restore(shop, id),
    rebuild: (shop, id) => segments.rebuild(shop, id),
    stop: (shop, id) => segments.stop(shop, id),
    resume: (shop, id) => segments.resume(shop, id),
    overlap: (shop, one, other) => segments.overlap(shop, one, other),
    audience: (shop, id) => segmentExports.summary(shop, id),
    ...createSegmentPeoplePages({ segments, conditions }),
    async theirs(shop, search) {
      try {
        return { ok: true, ...(await shopifySegments.list(shop, search)) };
      } catch (error) {
        log.warn({ err: error, shop }, 'Shopify did not list its segments');
        return { ok: false };
      }
    },
    async takeTheirs(shop, shopifyId) {
      try {
        return await shopifySegments.take(shop, shopifyId);
      } catch (error) {
        log.warn({ err: error, shop }, 'Shopify did not name one of its segments');
        return { ok: false, reason: 'silent' };
      }
    },
    share: (shop, id, locale) => segmentTwins.share(shop, id, locale),
    unshare: (shop, id) => segmentTwins.unshare(shop, id),
    async file(shop, id, file, after) {
      const pages = await (file === 'csv'
        ? segmentExports.csv(shop, id, after)
        : segmentExports.audience(shop, id, file, after));
      if (!pages) return null;
      const bytes = Readable.from(pages).map((page: string) => Buffer.from(page));
      return Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
    },
  };
}

const wordsOf = (segment: SegmentLine) => ({ name: segmentName(segment), description: segmentDescription(segment) });

function rowOf(segment: SegmentLine): SegmentRow {
  const { id, kind, state, count, change, revenue, progress } = segment;
  const problem = state === 'building' && progress?.state === 'attention' ? progress.reason : null;
  const way = progress && progressOf(progress);
  return { id, ...wordsOf(segment), kind, state, count, change, revenue, progress: way, problem };
}

const progressOf = ({ doneCount, totalCount, remaining }: TaskProgress): SegmentProgress => ({
  done: doneCount,
  total: totalCount,
  remaining,
});
