import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { conclude } from '../conclude.server.ts';
import { remakeEarned } from './remake.server.ts';
import { settleScores } from './settle.server.ts';

/** Scores: what is capped, has passed or is given by conditions, and the temperature that follows. */
export const scoreAppraiser: Appraiser = {
  name: 'score',
  async appraise(trx, frame, touched) {
    // somebody who agrees to automated decisions again is scored from the start
    const anew = [...touched].flatMap(([contact, changes]) => (changes.has('field:automated') ? [contact] : []));
    await remakeEarned(trx, frame, anew);
    const moved = await settleScores(trx, frame, [...touched.keys()]);
    const warmer = moved.filter(({ temperature: { before, after } }) => before !== after);
    const news = warmer.filter(({ id }) => touched.get(id)?.has('live'));
    await conclude(
      trx,
      frame,
      news.map(({ id, score, temperature: { before, after } }) => ({
        contact: id,
        kind: 'temperature.moved',
        before,
        after,
        reason: { score: score.after },
      })),
    );
    const changed = new Map<string, Set<Change>>(moved.map(({ id }) => [id, new Set<Change>(['field:score'])]));
    for (const { id } of warmer) changed.get(id)?.add('field:temperature');
    return changed;
  },
};
