// One submission over a provider's HTTP API, with an outcome that says what is known.
import { headerLine } from '../mail/header-line.ts';
import { type Ask, exchange } from './exchange.server.ts';
import type { Refusal, SubmitOutcome, Trouble } from './outcome.ts';

export interface HttpAnswer {
  status: number;
  /** parsed where it is JSON, else null */
  json: unknown;
  text: string;
  retryAfterMs?: number;
}

type Request = Pick<Ask, 'url' | 'headers' | 'body' | 'timeoutMs' | 'publicOnly' | 'maxBytes'>;

/** Of the service itself, before it took anything. */
const OWN_FAILURES = new Set([500, 503]);

/**
 * Posts once. A connection that breaks after it stood may have carried the content, and so may one that gives no answer in
 * time, or an answer of a gateway that speaks for somebody behind it (502, 504, and those that proxies made up, 520 to 530):
 * all these are `unknown`.
 * @param read what an answer means
 */
export async function submitOverHttp(
  request: Request,
  read: (answer: HttpAnswer) => SubmitOutcome,
): Promise<SubmitOutcome> {
  const done = await exchange({ ...request, method: 'POST', kept: true });
  if (done.kind === 'unreached') return refused(done.reason, { trouble: 'unreachable' });
  if (done.kind === 'lost') return { kind: 'unknown', reason: done.reason };
  const { answer } = done;
  if (answer.status >= 500 && !OWN_FAILURES.has(answer.status))
    return { kind: 'unknown', reason: `a gateway of the service said ${answer.status}` };
  // its head said yes, and the id that stood behind it is lost
  if (answer.cut && answer.status >= 200 && answer.status < 300) return { kind: 'submitted', providerId: null };
  return read(answer);
}

/** What a status means that says nothing of the content itself; null when it does. */
export function refusalByStatus({ status, retryAfterMs }: HttpAnswer, reason: string): Refusal | null {
  // sent elsewhere: nothing was taken here, and the next one would not be either
  if (status >= 300 && status < 400) return refused(reason, { trouble: 'unreachable' });
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
