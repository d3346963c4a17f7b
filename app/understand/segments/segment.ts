import { type Condition, conditionSchema } from '../conditions/condition.ts';

/** live: kept by facts. static: who was put in, stays in. shopify: Shopify's own, read from there now and then. */
export const SEGMENT_KINDS = ['live', 'static', 'shopify'] as const;
export type SegmentKind = (typeof SEGMENT_KINDS)[number];

/** standing: its members are whom it says. building: they are being gathered. stopped: gathering was broken off by hand. */
export const SEGMENT_STATES = ['standing', 'building', 'stopped'] as const;
export type SegmentState = (typeof SEGMENT_STATES)[number];

/** A named condition with maintained membership. */
export interface Segment {
  id: string;
  name: string;
  description: string;
  kind: SegmentKind;
  /** which of the ready-made ones it came from */
  recipe: string | null;
  condition: Condition;
  /** its members are the rows of this generation */
  generation: number;
  /** the generation that is being gathered beside it */
  building: number | null;
  state: SegmentState;
  count: number;
  builtAt: number | null;
  /** live, static: its twin in Shopify. shopify: what it is read from. An id without `gid://` */
  shopifyId: string | null;
  /** the tag by which its members are known in Shopify; null: not shared */
  tag: string | null;
  createdAt: number;
  updatedAt: number;
}

export interface SegmentRow {
  id: string;
  name: string;
  description: string;
  kind: string;
  recipe: string | null;
  condition: string;
  generation: number;
  building: number | null;
  state: string;
  count: number;
  built_at: number | null;
  shopify_id: string | null;
  written: string | null;
  created_at: number;
  updated_at: number;
}

export const SEGMENT_COLUMNS = [
  'id',
  'name',
  'description',
  'kind',
  'recipe',
  'condition',
  'generation',
  'building',
  'state',
  'count',
  'built_at',
  'shopify_id',
  'written',
  'created_at',
  'updated_at',
] as const;

export function segmentOf(row: SegmentRow): Segment {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    kind: row.kind as SegmentKind,
    recipe: row.recipe,
    condition: readCondition(row.condition),
    generation: row.generation,
    building: row.building,
    state: row.state as SegmentState,
    count: row.count,
    builtAt: row.built_at,
    shopifyId: row.shopify_id,
    tag: row.written,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

const PARSED_KEPT = 2000;
const parsed = new Map<string, Condition>();

/** Sixty segments are asked about for every batch of contacts; a text says the same each time. */
export function readCondition(text: string): Condition {
  const known = parsed.get(text);
  if (known) return known;
  const condition = conditionSchema.parse(JSON.parse(text));
  if (parsed.size >= PARSED_KEPT) parsed.clear();
  parsed.set(text, condition);
  return condition;
}
