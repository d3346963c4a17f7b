import type { AdminClient } from '../admin/admin.server.ts';
import { BulkLookDocument, BulkStartDocument, type TypedDocumentString } from '../generated/graphql.ts';

/** What came of asking Shopify to run a bulk query. */
export type BulkStart =
  | { outcome: 'started'; operation: string }
  /** as many as are allowed run already: try later */
  | { outcome: 'busy' }
  /** it will not run this query in bulk, ever */
  | { outcome: 'refused'; message: string };

/** Where a bulk operation stands. */
export type BulkState =
  | { outcome: 'running'; found: number }
  /** `url` is null when it found nothing; it is signed, so it is never stored */
  | { outcome: 'done'; found: number; url: string | null }
  /** the app lacks an approval for what it asked */
  | { outcome: 'denied' }
  /** failed, cancelled, or its result is no longer kept: start it anew */
  | { outcome: 'over' };

/** https://shopify.dev/docs/api/usage/bulk-operations/queries */
export async function startBulk(
  client: AdminClient,
  document: TypedDocumentString<unknown, Record<string, never>>,
): Promise<BulkStart> {
  const { bulkOperationRunQuery: answer } = await client.query(BulkStartDocument, { query: document.toString() });
  if (answer?.bulkOperation) return { outcome: 'started', operation: answer.bulkOperation.id };
  const [error] = answer?.userErrors ?? [];
  if (error?.code === 'LIMIT_REACHED' || error?.code === 'OPERATION_IN_PROGRESS') return { outcome: 'busy' };
  return { outcome: 'refused', message: error?.message ?? 'Shopify did not start the operation' };
}

export async function lookAtBulk(client: AdminClient, operation: string): Promise<BulkState> {
  const { bulkOperation: told } = await client.query(BulkLookDocument, { id: operation });
  if (!told) return { outcome: 'over' };
  const found = Number(told.rootObjectCount);
  switch (told.status) {
    case 'CREATED':
    case 'RUNNING':
    case 'CANCELING':
      return { outcome: 'running', found };
    case 'COMPLETED':
      // nothing found: there is no file at all
      if (told.url === null && found > 0) return { outcome: 'over' };
      return { outcome: 'done', found, url: told.url };
    case 'FAILED':
      return { outcome: told.errorCode === 'ACCESS_DENIED' ? 'denied' : 'over' };
    default:
      return { outcome: 'over' };
  }
}

/** How long to wait before looking again, when no webhook tells: soon at first, then each minute. */
export function nextLook(looks: number): number {
  return Math.min(60_000, 2000 * 1.6 ** Math.min(looks, 10));
}
