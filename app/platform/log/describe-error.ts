/** An error as it may be written down. */
export interface DescribedError {
  type: string;
  code?: unknown;
  message?: string | undefined;
  at?: string[];
}

const FRAMES = 6;
const ADDRESS = /[^\s"'<>(),;:]+@[^\s"'<>(),;:]+/g;
const QUOTED = /(["'`])(?:(?!\1).){3,}\1/g;
const LONG_NUMBER = /\+?\d[\d\s().-]{6,}\d/g;
const QUERY = /\?[^\s"']*/g;
const SECRET = /\b[A-Za-z0-9_-]{24,}\b/g;

/**
 * Errors of libraries like to quote the row or request that failed: keeps the type, the code, the first line without what
 * it quotes, and where it happened.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const code = 'code' in error ? error.code : undefined;
  return { type: error.name, code, message: scrub(error.message), at: frames.slice(0, FRAMES).map(place) };
}

/** The first line of a text without whatever may be personal: addresses, numbers, quotations, queries, long keys. */
export function scrub(text: string): string {
  return (text.split('\n')[0] ?? '')
    .replace(ADDRESS, '[address]')
    .replace(QUOTED, '[quoted]')
    .replace(QUERY, '[query]')
    .replace(LONG_NUMBER, '[number]')
    .replace(SECRET, '[key]')
    .slice(0, 200);
}

/** The frame with its file below the app's folder: where somebody keeps it is nobody's business. */
function place(frame: string): string {
  return frame
    .trim()
    .replaceAll(ROOT, '')
    .replaceAll(/file:\/\/\/?/g, '');
}

const ROOT = new URL('../../../', import.meta.url).pathname;
