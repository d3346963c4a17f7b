import { Worker } from 'node:worker_threads';
import type { Mail, MailTransport } from './mail.ts';
import type { SubmitOutcome } from '../submit/outcome.ts';
import { ENDING, type SmtpOptions } from './smtp.server.ts';

export type ToSmtpThread =
  | { do: 'open'; way: number; options: SmtpOptions }
  | { do: 'submit'; way: number; ask: number; mail: Mail }
  | { do: 'close'; way: number; ask: number };

/** `outcome` of a submission; `failed` where there is none to tell, nor how far it came. */
type FromSmtpThread = { ask: number; outcome?: SubmitOutcome; failed?: string };

interface Asked {
  settle(answer: FromSmtpThread): void;
  /** the thread is gone */
  lose(): void;
}

const LOST: SubmitOutcome = { kind: 'unknown', reason: 'the part of the app that speaks to mail servers ended' };

/**
 * SMTP in a thread of its own: encoding a mail and speaking to its server take longer than all the rest of it, and shoppers'
 * requests need not wait for that. The thread starts with the first mail and keeps the process alive only while something
 * is asked of it. Should it end, what was under way is unknown, and the next mail finds a new one.
 */
export function createSmtpThread(script = new URL('./smtp-thread.ts', import.meta.url)) {
  let thread: Worker | undefined;
  /** ways that the thread of now knows */
  let known = new Set<number>();
  let ways = 0;
  let asks = 0;
  const asked = new Map<number, Asked>();

  function start(): Worker {
    const started = new Worker(script);
    started.on('message', (answer: FromSmtpThread) => {
      const one = asked.get(answer.ask);
      asked.delete(answer.ask);
      if (asked.size === 0) thread?.unref();
      one?.settle(answer);
    });
    const gone = () => {
      if (thread !== started) return;
      thread = undefined;
      known = new Set();
      const lost = [...asked.values()];
      asked.clear();
      for (const one of lost) one.lose();
    };
    started.on('error', gone);
    started.on('exit', gone);
    return started;
  }

  function ask(message: (ask: number) => ToSmtpThread, one: Asked): void {
    const number = asks++;
    const asking = message(number);
    asked.set(number, one);
    thread?.ref();
    thread?.postMessage(asking);
  }

  /** The thread, which knows the way. */
  function openIn(way: number, options: SmtpOptions): void {
    thread ??= start();
    if (known.has(way)) return;
    thread.postMessage({ do: 'open', way, options } satisfies ToSmtpThread);
    known.add(way);
  }

  return {
    /** A transport like that of `createSmtpTransport`, spoken in the thread. */
    open(options: SmtpOptions): MailTransport {
      const way = ways++;
      let closed = false;
      return {
        async submit(mail) {
          if (closed) return ENDING;
          openIn(way, options);
          return new Promise((resolve, reject) =>
            ask((number) => ({ do: 'submit', way, ask: number, mail }), {
              settle: ({ outcome, failed }) => (outcome ? resolve(outcome) : reject(new Error(failed))),
              lose: () => resolve(LOST),
            }),
          );
        },
        async close() {
          closed = true;
          if (!known.delete(way)) return;
          await new Promise<void>((resolve) =>
            ask((number) => ({ do: 'close', way, ask: number }), { settle: () => resolve(), lose: resolve }),
          );
        },
      };
    },
  };
}

export type SmtpThread = ReturnType<typeof createSmtpThread>;
