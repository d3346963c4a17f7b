import { type MutableRefObject, useEffect, useRef } from 'react';

/** A value as it was last drawn, for what is heard later: a key, a drop, an answer. */
export function useLatest<T>(value: T): Readonly<MutableRefObject<T>> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
