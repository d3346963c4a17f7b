import { createHash } from 'node:crypto';

export type Arm = 'treated' | 'holdout';

/**
 * Treated or held out, by a hash of the journey and the person's anchor (the e-mail address): the same person always
 * falls on the same side of a journey, on every machine, and a larger share keeps those already held out.
 */
export function armOf(journey: string, anchor: string, holdoutShare: number): Arm {
  const digest = createHash('sha256').update(`${journey}\n${anchor}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < holdoutShare ? 'holdout' : 'treated';
}
