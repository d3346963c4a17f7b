import type { ConsentState } from './types.ts';

/** The ticked box at the checkout subscribes; an unticked one never takes a consent away. */
export function consentFor(state: ConsentState, ticked: boolean): ConsentState | null {
  return ticked && state !== 'subscribed' ? 'subscribed' : null;
}
