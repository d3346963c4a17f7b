import type { BulkOperation } from '../../graphql/bulk/operation.ts';
import { timeIn, type PayloadContext } from './context.ts';

/** `bulk_operations/finish`: which one, and how it ended. The result has to be asked for. */
export function bulkOperationPayload(context: PayloadContext, operation: BulkOperation) {
  const time = timeIn(context);
  return {
    admin_graphql_api_id: `gid://shopify/BulkOperation/${operation.id}`,
    completed_at: operation.completedAt && time(operation.completedAt),
    created_at: time(operation.createdAt),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: 'query',
  };
}
