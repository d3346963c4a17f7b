import { pino, type Logger } from 'pino';
import { describeError } from './describe-error.ts';
import { requestId } from './request-id.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** of pino */
const ERROR_LEVEL = 50;

interface Options {
  /** hears of every logged error that has a cause, with the sentence it was logged under */
  onError?: (error: Error, sentence: string) => void;
  /** where lines go instead of standard output */
  write?: (line: string) => void;
}

/**
 * Structured logs on standard output. Log ids, kinds, counts and durations; never an address, a name, a payload, a
 * token or a URL with a query: whatever may carry one of these is dropped here as a last line of defence.
 */
export function createLog(level: string, { onError, write }: Options = {}): Log {
  const options: Parameters<typeof pino>[0] = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const id = requestId();
      return id === undefined ? {} : { requestId: id };
    },
    redact: {
      paths: ['email', 'address', 'phone', 'token', 'url', 'payload', 'body', 'authorization', '*.email', '*.token'],
      remove: true,
    },
    serializers: { err: describeError },
    hooks: {
      logMethod(args, method, number) {
        const [fields, sentence] = args as unknown[];
        const err = typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : undefined;
        if (number >= ERROR_LEVEL && err instanceof Error) onError?.(err, String(sentence ?? ''));
        method.apply(this, args);
      },
    },
  };
  return write ? pino(options, { write }) : pino(options);
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Log;
