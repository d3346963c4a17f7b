export interface Headed {
  /** the first bytes: so many, or all there are */
  head: Uint8Array;
  /** all of it, the head too */
  whole: AsyncGenerator<Uint8Array>;
  /** Reads what nobody has read, and lets it go: who sends hears an answer when all has left. */
  drain(): Promise<void>;
}

/** Reads the first bytes of a stream, and hands all of it on. */
export async function readHead(body: ReadableStream<Uint8Array>, bytes: number): Promise<Headed> {
  const reader = body.getReader();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const { value, done } = await reader.read();
    if (done) break;
    read.push(value);
    length += value.length;
  }
  const head = Buffer.concat(read, length);
  async function* rest() {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  }
  async function* whole() {
    yield head;
    yield* rest();
  }
  return {
    head,
    whole: whole(),
    async drain() {
      for await (const _ of rest());
    },
  };
}
