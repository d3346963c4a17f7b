import { describeError, type DescribedError, scrub } from './describe-error.ts';
import { requestId } from './request-id.ts';

/** What leaves the machine of an error: no payload, no address, no name, no shop. */
export interface ErrorReport {
  sentence: string;
  error: DescribedError;
  requestId: string | undefined;
  role: string;
  version: string;
}

interface Options {
  /** ERROR_REPORT_URL; without it nothing is sent */
  url: string | undefined;
  role: string;
  version: string;
  fetch?: typeof globalThis.fetch;
}

const PATIENCE_MS = 5000;
/** The same error may happen a thousand times a second; whoever is called wants to know it once. */
const MOST_A_MINUTE = 30;
const MINUTE_MS = 60_000;

/** Sends errors as plain JSON to an address of the operator's choosing. Reporting never fails and is never waited for. */
export function createErrorReports({ url, role, version, fetch = globalThis.fetch }: Options) {
  let minute = 0;
  let inMinute = 0;

  function mayReport(): boolean {
    const now = Math.floor(performance.now() / MINUTE_MS);
    if (now !== minute) {
      minute = now;
      inMinute = 0;
    }
    return ++inMinute <= MOST_A_MINUTE;
  }

  return async (error: Error, sentence: string): Promise<void> => {
    if (!url || !mayReport()) return;
    const report: ErrorReport = {
      sentence: scrub(sentence),
      error: describeError(error),
      requestId: requestId(),
      role,
      version,
    };
    try {
      await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(report),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      // it stands in the log as well
    }
  };
}
