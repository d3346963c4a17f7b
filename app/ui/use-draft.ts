import { useState } from 'react';

export interface Draft<T> {
  value: T;
  dirty: boolean;
  change(part: Partial<T>): void;
  discard(): void;
}

/**
 * What the merchant is changing, beside what is saved. When the saved value changes (after saving), the draft follows.
 * @param saved must be plain data
 */
export function useDraft<T extends object>(saved: T): Draft<T> {
  const known = JSON.stringify(saved);
  const [base, setBase] = useState(known);
  const [value, setValue] = useState(saved);
  if (base !== known) {
    setBase(known);
    setValue(saved);
  }
  return {
    value,
    dirty: JSON.stringify(value) !== known,
    change: (part) => setValue((before) => ({ ...before, ...part })),
    discard: () => setValue(saved),
  };
}
