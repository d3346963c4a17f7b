import type { Id, Instant } from '../../shop/types.ts';

export type BulkStatus = 'CREATED' | 'RUNNING' | 'CANCELING' | 'CANCELED' | 'COMPLETED' | 'FAILED' | 'EXPIRED';

/** A bulk query of the app, as Shopify remembers it. */
export interface BulkOperation {
  id: Id;
  query: string;
  status: BulkStatus;
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null;
  createdAt: Instant;
  completedAt: Instant | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number;
}

/** Results can be fetched for seven days. */
export const RESULT_LIFE = 7 * 86_400_000;
