import type { BulkConnection } from './bulk-query.ts';

type Json = Record<string, unknown>;

interface Found {
  roots: number;
  lines: string[];
}

/**
 * The lines of one page: every object alone, nested ones with the `__parentId` of theirs. Grouped, they stand directly
 * below it; otherwise anywhere after it.
 */
export function linesOf(answer: Json, root: BulkConnection, grouped: boolean): Found {
  const lines: string[] = [];
  const later: string[] = [];
  const nodes = nodesOf(answer[root.name]);
  for (const node of nodes) write(node, root, undefined);
  return { roots: nodes.length, lines: [...lines, ...later] };

  function write(node: Json, connection: BulkConnection, parent: string | undefined): void {
    const own = { ...node };
    for (const child of connection.children) delete own[child.name];
    const line = JSON.stringify(parent === undefined ? own : { ...own, __parentId: parent });
    if (parent === undefined || grouped) lines.push(line);
    else later.push(line);
    for (const child of connection.children) {
      for (const nested of nodesOf(node[child.name])) write(nested, child, String(node.id));
    }
  }
}

function nodesOf(connection: unknown): Json[] {
  const edges = (connection as { edges?: { node: Json }[] } | undefined)?.edges ?? [];
  return edges.map((edge) => edge.node);
}
