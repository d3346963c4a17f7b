// What would not have happened without the messages: treated against held out. Pure.
import { wilson } from '../reports/rates.ts';

export interface Arm {
  contacts: number;
  /** how many of them did it */
  converted: number;
}

export interface Effect {
  treated: Arm;
  heldOut: Arm;
  /** how much likelier, in shares of 1: 0.02 are two more of a hundred */
  difference: number;
  /** where the true difference lies in 95 of 100 cases */
  between: readonly [number, number];
  /** how many of the treated did it only because of the messages, and its bounds */
  extra: number;
  extraBetween: readonly [number, number];
  /** zero lies outside the interval */
  certain: boolean;
}

/**
 * The difference of two shares with the interval of Newcombe (1998, method 10), which joins two intervals of Wilson and holds
 * for small arms. @returns null while one of the arms is empty
 */
export function effectOf(treated: Arm, heldOut: Arm): Effect | null {
  if (treated.contacts === 0 || heldOut.contacts === 0) return null;
  const [p, q] = [treated.converted / treated.contacts, heldOut.converted / heldOut.contacts];
  const [pl, pu] = wilson(treated.converted, treated.contacts);
  const [ql, qu] = wilson(heldOut.converted, heldOut.contacts);
  const difference = p - q;
  const between = [difference - Math.hypot(p - pl, qu - q), difference + Math.hypot(pu - p, q - ql)] as const;
  const inContacts = (share: number) => Math.round(share * treated.contacts);
  return {
    treated,
    heldOut,
    difference,
    between,
    extra: inContacts(difference),
    extraBetween: [inContacts(between[0]), inContacts(between[1])],
    certain: between[0] > 0 || between[1] < 0,
  };
}
