/** Requests in the last 100 ms from which on the doors count as busy: about 500 a second. */
const BUSY = 50;

/** How long workers rest after a slice while the doors are busy, as a multiple of the slice. */
const REST_FACTOR = 20;
const LONGEST_REST_MS = 500;

/**
 * Doors answer within seconds or lose the delivery; what they stored can wait. While they are busy workers leave most
 * of the event loop to them, yet never stop.
 * @param pressure requests in the last 100 ms
 */
export function giveWay(pressure: () => number): (sliceMs: number) => number {
  return (sliceMs) => (pressure() < BUSY ? 0 : Math.min(LONGEST_REST_MS, sliceMs * REST_FACTOR));
}

export function isBusy(pressure: () => number): boolean {
  return pressure() >= BUSY;
}
