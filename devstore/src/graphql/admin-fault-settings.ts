/** How the Admin API behaves on demand, beyond what it does by itself. */
export interface AdminFaultSettings {
  /** points that the bucket holds, and what it regains in a second: a shop on Plus unless said otherwise */
  bucket: number;
  restore: number;
  /** so many next requests are answered THROTTLED, or 503 */
  throttled: number;
  failing: number;
  /** how bulk queries that start from now on end */
  bulk: 'complete' | 'fail' | 'cancel' | 'deny';
  /** milliseconds between two pages of a bulk query */
  bulkPace: number;
  /** what becomes of pictures: made ready, failed, never done, or not taken by the storage */
  files: 'ready' | 'fail' | 'slow' | 'refuse';
}

/** As on an ordinary day. */
export const CALM: AdminFaultSettings = {
  bucket: 20_000,
  restore: 1_000,
  throttled: 0,
  failing: 0,
  bulk: 'complete',
  bulkPace: 40,
  files: 'ready',
};
