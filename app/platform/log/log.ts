import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * Structured logs on standard output. Log ids, kinds, counts and durations; never an address, a name, a payload, a
 * token or a URL with a query: whatever may carry one of these is dropped here as a last line of defence.
 */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['email', 'address', 'phone', 'token', 'url', 'payload', 'body', 'authorization', '*.email', '*.token'],
      remove: true,
    },
    serializers: { err: describeError },
  });
}

/** Errors of libraries like to quote the row or request that failed: keep the type, the code and our own frames. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error ? error.code : undefined;
  return { type: error.name, code, message: error.message.split('\n')[0]?.slice(0, 200), at: frames.slice(0, 6) };
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Log;
