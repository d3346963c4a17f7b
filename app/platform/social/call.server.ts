// How networks are asked, and what their answers mean that mean the same everywhere.
import { type Answered, type Ask, exchange } from '../submit/exchange.server.ts';
import { refusalByStatus, refused } from '../submit/http-submit.server.ts';
import type { Publication, SocialRefusal } from './social-network.ts';

/** Says what a refusal of this network means; null where its status says enough. */
export type ReadRefusal = (answer: Answered) => SocialRefusal | null;

export interface Caller {
  /** Asks for something that may be asked again: whatever fails is refused for now. */
  ask(ask: Omit<Ask, 'timeoutMs' | 'publicOnly'>): Promise<{ kind: 'answer'; answer: Answered } | SocialRefusal>;
  /** Asks for what may happen once only. A far side that broke on it may have done it: that is not known. */
  once(
    ask: Omit<Ask, 'timeoutMs' | 'publicOnly'>,
    read: (answer: Answered) => { providerId: string | null; url: string | null },
  ): Promise<Publication>;
}

export function createCaller(
  name: string,
  base: { timeoutMs: number; publicOnly?: boolean; headers: Readonly<Record<string, string>> },
  readRefusal: ReadRefusal,
): Caller {
  const { timeoutMs, publicOnly = false } = base;
  const whole = (ask: Omit<Ask, 'timeoutMs' | 'publicOnly'>): Ask => ({
    ...ask,
    headers: { ...base.headers, ...ask.headers },
    timeoutMs,
    publicOnly,
  });
  const refusalOf = (answer: Answered): SocialRefusal => {
    const reason = `${name} said ${answer.status}`;
    const byStatus = refusalByStatus(answer, reason) ?? refused(reason, { permanent: true });
    return readRefusal(answer) ?? { ...byStatus, ...(answer.status === 401 && { expired: true }) };
  };
  return {
    async ask(ask) {
      const done = await exchange(whole(ask));
      if (done.kind !== 'answer') return refused(done.reason, { trouble: 'unreachable' });
      if (done.answer.status >= 300) return refusalOf(done.answer);
      return done.answer.cut ? refused(`${name} broke off its answer`, { trouble: 'unreachable' }) : done;
    },
    async once(ask, read) {
      const done = await exchange(whole(ask));
      if (done.kind === 'unreached') return refused(done.reason, { trouble: 'unreachable' });
      if (done.kind === 'lost') return { kind: 'unknown', reason: done.reason };
      if (done.answer.status >= 300) {
        const refusal = refusalOf(done.answer);
        const mayBeOut = refusal.trouble === 'failing' && done.answer.status !== 503;
        return mayBeOut ? { kind: 'unknown', reason: refusal.reason } : refusal;
      }
      // its head said yes, and the id that stood behind it is lost
      return { kind: 'submitted', ...(done.answer.cut ? { providerId: null, url: null } : read(done.answer)) };
    },
  };
}

export const asJson = (body: object) => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
