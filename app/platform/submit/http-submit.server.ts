// One submission over a provider's HTTP API, with an outcome that says what is known.
import { headerLine } from '../mail/header-line.ts';
import type { Refusal, SubmitOutcome, Trouble } from './outcome.ts';

export interface HttpAnswer {
  status: number;
  /** parsed where it is JSON, else null */
  json: unknown;
  text: string;
  retryAfterMs?: number;
}

interface Request {
  url: string;
  headers: Record<string, string>;
  body: string | FormData;
  timeoutMs: number;
  /** in place of `fetch` */
  post?: () => Promise<Response>;
}

/** Nothing has left yet when it ends with one of these: no name, no connection, no trust. */
const BEFORE_THE_WIRE =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|ERR_SSL_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;

/** Of the service itself, before it took anything. */
const OWN_FAILURES = new Set([500, 503]);

const MOST_TEXT = 10_000;

/**
 * Posts once. A connection that breaks after it stood may have carried the content, and so may one that gives no answer in
 * time, or an answer of a gateway that speaks for somebody behind it (502, 504, and those that proxies made up, 520 to 530):
 * all these are `unknown`.
 * @param read what an answer means
 */
export async function submitOverHttp(
  { url, headers, body, timeoutMs, post }: Request,
  read: (answer: HttpAnswer) => SubmitOutcome,
): Promise<SubmitOutcome> {
  let response: Response;
  try {
    response = await (post?.() ??
      fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }));
  } catch (error) {
    const reason = `the service could not be reached: ${codeOf(error)}`;
    if (BEFORE_THE_WIRE.test(codeOf(error))) return refused(reason, { trouble: 'unreachable' });
    return { kind: 'unknown', reason: `no answer came from the service: ${codeOf(error)}` };
  }
  const text = await response.text().catch(() => null);
  const { status } = response;
  if (status >= 500 && !OWN_FAILURES.has(status))
    return { kind: 'unknown', reason: `a gateway of the service said ${status}` };
  // its head said yes, and the id that stood behind it is lost
  if (text === null) {
    if (response.ok) return { kind: 'submitted', providerId: null };
    return { kind: 'unknown', reason: 'the answer of the service broke off' };
  }
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  return read({
    status,
    json: parsed(text),
    text: text.slice(0, MOST_TEXT),
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
}

/** What a status means that says nothing of the content itself; null when it does. */
export function refusalByStatus({ status, retryAfterMs }: HttpAnswer, reason: string): Refusal | null {
  if (status === 401 || status === 403) return refused(reason, { trouble: 'unreachable' });
  if (status === 429) return refused(reason, { trouble: 'limited', ...(retryAfterMs && { retryAfterMs }) });
  if (status >= 500) return refused(reason, { trouble: 'failing', ...(retryAfterMs && { retryAfterMs }) });
  return null;
}

export function refused(
  reason: string,
  more: {
    permanent?: boolean;
    trouble?: Trouble;
    retryAfterMs?: number;
    noMailbox?: boolean;
    ofRecipient?: boolean;
    stopped?: boolean;
  } = {},
): Refusal {
  return { kind: 'refused', permanent: false, reason: headerLine(reason, 200), ...more };
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'it failed';
}

/** Seconds, or a date, which is left alone: no service that we know sends one. */
function readRetryAfter(text: string | null): number | null {
  const seconds = Number(text ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
