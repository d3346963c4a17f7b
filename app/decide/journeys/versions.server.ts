import type { Channel } from '../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { type Graph, graphSchema } from './graph.ts';

export interface JourneyState {
  id: string;
  on: boolean;
  version: number;
  graph: Graph;
}

/** The shop's journeys with the version that new passages take. */
export async function currentJourneys(reader: Reader | Trx, shop: string): Promise<JourneyState[]> {
  const rows = await reader
    .selectFrom('journey')
    .innerJoin('journey_version', (join) =>
      join
        .onRef('journey_version.shop', '=', 'journey.shop')
        .onRef('journey_version.journey', '=', 'journey.id')
        .onRef('journey_version.version', '=', 'journey.version'),
    )
    .select(['journey.id', 'journey.status', 'journey.version', 'journey_version.graph'])
    .where('journey.shop', '=', shop)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    on: row.status === 'on',
    version: row.version,
    graph: parseGraph(row.graph),
  }));
}

/** On which channels journeys send, by all the versions that they have had. */
export async function channelsOfJourneys(
  reader: Reader | Trx,
  shop: string,
  journeys: readonly string[],
): Promise<Map<string, Channel[]>> {
  if (journeys.length === 0) return new Map();
  const rows = await reader
    .selectFrom('journey_version')
    .select(['journey', 'graph'])
    .where('shop', '=', shop)
    .where('journey', 'in', journeys)
    .execute();
  const sends = ({ graph }: { graph: string }) =>
    parseGraph(graph).nodes.flatMap((node) => (node.kind === 'send' ? node.channel : []));
  const grouped = Map.groupBy(rows, ({ journey }) => journey);
  return new Map(Array.from(grouped, ([journey, versions]) => [journey, [...new Set(versions.flatMap(sends))]]));
}

/** `journey version` → its graph, for passages that may be on older versions. */
export async function graphsOf(
  reader: Reader | Trx,
  shop: string,
  passages: readonly { journey: string; version: number }[],
): Promise<Map<string, Graph>> {
  const journeys = [...new Set(passages.map((passage) => passage.journey))];
  if (journeys.length === 0) return new Map();
  const versions = [...new Set(passages.map((passage) => passage.version))];
  const rows = await reader
    .selectFrom('journey_version')
    .select(['journey', 'version', 'graph'])
    .where('shop', '=', shop)
    .where('journey', 'in', journeys)
    .where('version', 'in', versions)
    .execute();
  return new Map(rows.map((row) => [versionKey(row.journey, row.version), parseGraph(row.graph)]));
}

export function versionKey(journey: string, version: number): string {
  return `${journey} ${version}`;
}

function parseGraph(text: string): Graph {
  return graphSchema.parse(JSON.parse(text));
}
