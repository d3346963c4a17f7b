/** Numbers one after another, outside the heap: a list of a million would be copied and collected on its way there. */
export function growingColumn() {
  let values = new Float64Array(8192);
  let length = 0;
  return {
    push(value: number): void {
      if (length === values.length) {
        const larger = new Float64Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    done: (): Float64Array => values.subarray(0, length),
  };
}
