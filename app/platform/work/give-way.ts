/** Requests in the last 100 ms from which on the doors count as busy: about 500 a second. */
const BUSY = 50;

/** How long workers rest after a slice while the doors are busy, as a multiple of the slice. */
const REST_FACTOR = 20;
const LONGEST_REST_MS = 500;

/** A page awaits its reads one after the other: each could meet a slice, were there no rest between them. */
const LEAST_REST_MS = 10;

/**
 * Doors answer within seconds or lose the delivery; what they stored can wait. While they are busy workers leave most
 * of the event loop to them, yet never stop. While a merchant waits for a page, half of it is the page's.
 * @param pressure requests in the last 100 ms
 * @param pages that are being made at this moment
 */
export function giveWay(pressure: () => number, pages: () => number = () => 0): (sliceMs: number) => number {
  return (sliceMs) => {
    if (pressure() >= BUSY) return Math.min(LONGEST_REST_MS, sliceMs * REST_FACTOR);
    return pages() > 0 ? Math.min(LONGEST_REST_MS, Math.max(LEAST_REST_MS, sliceMs)) : 0;
  };
}

export function isBusy(pressure: () => number): boolean {
  return pressure() >= BUSY;
}

/** Counts pages from their request to their end, however that comes. */
export function createOpenPages() {
  let open = 0;
  return {
    count: () => open,
    /** @returns to be called when the page has been answered, or given up by its browser */
    opened(): () => void {
      open++;
      return () => void open--;
    },
  };
}
