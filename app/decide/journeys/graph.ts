// A journey as data: nodes and edges, validated before a version is written, so that the engine meets only sound graphs.
import { z } from 'zod';
import { CHANNELS } from '../../listen/facts/fact.ts';
import { BUILTINS } from './builtin.ts';

const nodeId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and dashes');

const triggerNode = z.object({
  id: nodeId,
  kind: z.literal('trigger'),
  event: z.enum(['checkout.abandoned']),
  next: nodeId,
});

const waitNode = z.object({
  id: nodeId,
  kind: z.literal('wait'),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(365 * 24 * 60),
  /** `activity`: since the subject last changed, so a shopper who is still busy moves it; `arrival`: since it got here */
  since: z.enum(['activity', 'arrival']),
  next: nodeId,
});

const conditionNode = z.object({
  id: nodeId,
  kind: z.literal('condition'),
  /** what the engine itself knows about a passage; all must hold */
  builtin: z.array(z.enum(BUILTINS)).default([]),
  /** an expression of the condition language; must hold too */
  condition: z.unknown().optional(),
  yes: nodeId,
  no: nodeId,
});

const sendNode = z.object({
  id: nodeId,
  kind: z.literal('send'),
  channel: z.enum(CHANNELS),
  /** one of that channel */
  template: z.string().min(1).max(60),
  purpose: z.enum(['marketing']).default('marketing'),
  next: nodeId,
});

const tagName = z.string().trim().min(1).max(100);

const tagNode = z.object({
  id: nodeId,
  kind: z.literal('tag'),
  give: z.array(tagName).max(10).default([]),
  take: z.array(tagName).max(10).default([]),
  next: nodeId,
});

const exitNode = z.object({ id: nodeId, kind: z.literal('exit'), reason: z.string().min(1).max(60) });

const nodeSchema = z.discriminatedUnion('kind', [triggerNode, waitNode, conditionNode, sendNode, tagNode, exitNode]);

export type Node = z.infer<typeof nodeSchema>;
export type NodeOf<Kind extends Node['kind']> = Extract<Node, { kind: Kind }>;

export const graphSchema = z
  .object({
    start: nodeId,
    /** share of contacts held out, so that the effect can be measured */
    holdoutShare: z.number().min(0).max(0.5).default(0),
    /** what ends a passage at any node: an order for its checkout, or any order of its contact since it began */
    exits: z.array(z.object({ on: z.literal('order.placed'), by: z.array(z.enum(['checkout', 'contact'])).min(1) })),
    nodes: z.array(nodeSchema).min(2).max(200),
  })
  .superRefine((graph, context) => {
    for (const message of faultsOf(graph)) context.addIssue({ code: 'custom', message });
  });

export type Graph = z.infer<typeof graphSchema>;

/** The nodes that may follow a node. */
function edgesOf(node: Node): string[] {
  switch (node.kind) {
    case 'trigger':
    case 'wait':
    case 'send':
    case 'tag':
      return [node.next];
    case 'condition':
      return [node.yes, node.no];
    case 'exit':
      return [];
    default:
      return node satisfies never;
  }
}

function faultsOf(graph: { start: string; nodes: Node[] }): string[] {
  const faults: string[] = [];
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  if (nodes.size !== graph.nodes.length) faults.push('two nodes have the same id');
  if (nodes.get(graph.start)?.kind !== 'trigger') faults.push('a journey starts with a trigger');
  for (const node of graph.nodes) {
    for (const edge of edgesOf(node))
      if (!nodes.has(edge)) faults.push(`${node.id} leads to ${edge}, which is missing`);
  }
  if (faults.length === 0 && hasCircleWithoutWait(nodes)) faults.push('a circle needs a wait in it');
  return faults;
}

/** A circle that never waits would run for ever. */
function hasCircleWithoutWait(nodes: Map<string, Node>): boolean {
  const done = new Set<string>();
  const onPath = new Set<string>();
  const visit = (id: string): boolean => {
    if (onPath.has(id)) return true;
    const node = nodes.get(id);
    if (!node || done.has(id) || node.kind === 'wait') return false;
    onPath.add(id);
    const found = edgesOf(node).some(visit);
    onPath.delete(id);
    done.add(id);
    return found;
  };
  return [...nodes.values()].some((node) => (node.kind === 'wait' ? visit(node.next) : visit(node.id)));
}

/** @throws Error when the version has no such node, which a validated graph rules out */
export function nodeOf(graph: Graph, id: string): Node {
  const node = graph.nodes.find((candidate) => candidate.id === id);
  if (!node) throw new Error(`the version has no node ${id}`);
  return node;
}
