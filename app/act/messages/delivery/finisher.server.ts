import { setTimeout } from 'node:timers/promises';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import type { Submission } from './begin.server.ts';
import { finishPush } from '../push/finish-push.server.ts';
import { finishIn } from './finish.server.ts';
import { finishSubmitted, type Submitted } from './finish-submitted.server.ts';

const MOST = 100;
/** What a quick server answers meanwhile shares the commit; it is uncertain for no longer than that. */
const GATHER_MS = 30;

interface Outcome {
  submission: Submission;
  outcome: SubmitOutcome;
  now: number;
}

export type Finisher = (submission: Submission, outcome: SubmitOutcome, now: number) => Promise<void>;

/**
 * Writes outcomes down. Those that come within a moment share a commit; where it fails, each is tried on
 * its own, so that none is lost for another's sake.
 */
export function createFinisher(db: Database, seal: Seal): Finisher {
  let waiting: (Outcome & { resolve: () => void; reject: (error: unknown) => void })[] = [];
  let isCommitting = false;

  const write = (outcomes: readonly Outcome[]) =>
    db.write(async (trx) => {
      const submitted: Submitted[] = [];
      for (const { submission, outcome, now } of outcomes) {
        if (outcome.kind === 'submitted') submitted.push({ submission, outcome, now });
        else await finishIn(trx, seal, submission, outcome, now);
        await finishPush(trx, submission, outcome, now);
      }
      for (const [shop, of] of Map.groupBy(submitted, (one) => one.submission.shop))
        await finishSubmitted(trx, shop, of);
    });

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await setTimeout(GATHER_MS);
      const batch = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      try {
        await write(batch);
        for (const one of batch) one.resolve();
      } catch (error) {
        if (batch.length === 1) batch[0]?.reject(error);
        else for (const one of batch) await write([one]).then(one.resolve, one.reject);
      }
    }
    isCommitting = false;
  }

  return (submission, outcome, now) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ submission, outcome, now, resolve, reject });
      if (isCommitting) return;
      isCommitting = true;
      void drain();
    });
}
